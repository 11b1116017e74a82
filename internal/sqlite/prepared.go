package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"strings"
)

// statements are the writer's, prepared once.
type statements struct {
	find, top, oldLength, oldStatements, oldDigest, oldPrint, change *sql.Stmt
	article, docv, terms, statement, statementWords                  *sql.Stmt
	segmentNumber, segment, page, bury                               *sql.Stmt
	dropArticle, dropDocv, dropStatement                             *sql.Stmt
	dropTerms, dropStatementWords                                    *sql.Stmt
	tally, dayCount                                                  *sql.Stmt
	findOutlet, outlet, findEntity, entity, entityWord, spelling     *sql.Stmt
	entityWords                                                      *sql.Stmt
	findStory, storyRow, story, storyWas, storyHandles               *sql.Stmt
	dropStory, dropStoryWas, dropStoryHandles, body, newBody         *sql.Stmt
	all                                                              []*sql.Stmt
}

func prepare(ctx context.Context, db *sql.DB) (*statements, error) {
	s := new(statements)
	for _, q := range []struct {
		to   **sql.Stmt
		text string
	}{
		{&s.find, `SELECT id FROM article WHERE public = ?`},
		{&s.top, `SELECT coalesce(max(id), 0) FROM article WHERE id BETWEEN ? AND ?`},
		{&s.oldLength, `SELECT length FROM docv WHERE id = ?`},
		{&s.oldPrint, `SELECT print FROM docv WHERE id = ?`},
		{&s.change, `INSERT INTO change (article, outlet, at, kind) VALUES (?, ?, ?, ?)`},
		{&s.oldStatements, `SELECT id FROM statement WHERE id BETWEEN ? AND ?`},
		{&s.oldDigest, `SELECT EXISTS (SELECT 1 FROM capture WHERE digest = ?)`},
		{&s.article, `INSERT INTO article (id, public, digest, body) VALUES (?, ?, ?, ?)`},
		{&s.docv, `INSERT INTO docv (id, outlet, day, extract, dates, names, attribution, story, print, length) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`},
		{&s.segmentNumber, `SELECT coalesce(max(number), 0) + 1 FROM segment`},
		{&s.segment, `INSERT INTO segment (number, docs, pages) VALUES (?, ?, ?)`},
		{&s.page, `INSERT INTO posting (page) VALUES (?)`},
		{&s.bury, `INSERT OR IGNORE INTO gone (article, before) VALUES (?, ?)`},
		{&s.terms, `INSERT OR REPLACE INTO terms (id, packed) VALUES (?, ?)`},
		{&s.statement, `INSERT INTO statement (id, said, speaker, act) VALUES (?, ?, ?, ?)`},
		{&s.statementWords, `INSERT INTO statement_words (rowid, content, tokens) VALUES (?, ?, ?)`},
		{&s.dropArticle, `DELETE FROM article WHERE id = ?`},
		{&s.dropDocv, `DELETE FROM docv WHERE id = ?`},
		{&s.dropTerms, `DELETE FROM terms WHERE id = ?`},
		{&s.dropStatement, `DELETE FROM statement WHERE id = ?`},
		{&s.dropStatementWords, `DELETE FROM statement_words WHERE rowid = ?`},
		{&s.tally, `INSERT INTO tally (name, n) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET n = n + ?2`},
		{&s.dayCount, `INSERT INTO day_count (day, n) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET n = n + ?2`},
		{&s.findOutlet, `SELECT id FROM outlet WHERE name = ? AND host = ?`},
		{&s.outlet, `INSERT INTO outlet (name, host, folded) VALUES (?, ?, ?)`},
		{&s.findEntity, `SELECT id FROM entity WHERE key = ?`},
		{&s.entity, `INSERT INTO entity (key, name, type, latin, folded) VALUES (?, ?, ?, ?, ?)`},
		{&s.entityWord, `INSERT OR IGNORE INTO entity_word (word, entity) VALUES (?, ?)`},
		{&s.entityWords, `INSERT OR IGNORE INTO entity_word (word, entity) VALUES (?, ?)` + strings.Repeat(`, (?, ?)`, wordsAtOnce-1)},
		{&s.spelling, `INSERT INTO spelling (sound, stem, n) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET n = n + ?3`},
		{&s.findStory, findStoryRow},
		{&s.storyRow, `SELECT id FROM story WHERE public = ?`},
		{&s.story, `INSERT INTO story (public, thread, first, last, at, articles, outlets, head, members) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`},
		{&s.storyWas, `INSERT OR REPLACE INTO story_was (was, story) VALUES (?, ?)`},
		{&s.storyHandles, `INSERT INTO story_handle (handle, story) SELECT value, ?2 FROM json_each(?1)`},
		{&s.dropStory, `DELETE FROM story WHERE id = ?`},
		{&s.dropStoryWas, `DELETE FROM story_was WHERE story = ?`},
		{&s.dropStoryHandles, `DELETE FROM story_handle WHERE story = ?`},
		{&s.body, `SELECT body FROM article WHERE public = ?`},
		{&s.newBody, `UPDATE article SET body = ? WHERE public = ?`},
	} {
		stmt, err := db.PrepareContext(ctx, q.text)
		if err != nil {
			return nil, errors.Join(err, s.close())
		}
		*q.to = stmt
		s.all = append(s.all, stmt)
	}
	return s, nil
}

func (s *statements) close() error {
	var errs []error
	for _, stmt := range s.all {
		errs = append(errs, stmt.Close())
	}
	return errors.Join(errs...)
}
