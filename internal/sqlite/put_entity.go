package sqlite

import (
	"cmp"
	"database/sql"
	"maps"
	"slices"
	"strings"

	"isnad/arabic"
	"isnad/attribution"
	"isnad/internal/index"
	"isnad/names"
)

// putOutlet finds the article's outlet, making it where it is new.
func (t *tx) putOutlet(p *pending) (err error) {
	o := p.article.Source
	if id, ok := t.outlets[o]; ok {
		p.outlet = id
		return nil
	}
	var ok bool
	p.outlet, ok, err = t.number(t.db.puts.findOutlet, o.Name, o.Host)
	if err == nil && !ok {
		p.outlet, err = t.insertID(t.db.puts.outlet, o.Name, o.Host, index.Folded(&t.analyzer, o.Name))
	}
	if err == nil {
		t.outlets[o] = p.outlet
	}
	return err
}

func (t *tx) insertID(s *sql.Stmt, args ...any) (int64, error) {
	r, err := t.exec(s, args...)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

// entity gives the id of whoever is named, making it where it is new; 0 for nobody.
func (t *tx) entity(key, name string, kind names.Type, latin string) (int64, error) {
	if name == "" {
		return 0, nil
	}
	key = index.EntityKey(&t.analyzer, key, name, kind)
	if id, ok := t.entities[key]; ok {
		return id, nil
	}
	id, ok, err := t.number(t.db.puts.findEntity, key)
	if err == nil && !ok {
		id, err = t.newEntity(key, name, kind, latin)
	}
	if err == nil {
		t.entities[key] = id
	}
	return id, err
}

func (t *tx) newEntity(key, name string, kind names.Type, latin string) (int64, error) {
	id, err := t.insertID(t.db.puts.entity, key, name, string(kind), latin, index.Folded(&t.analyzer, name))
	if err != nil {
		return 0, err
	}
	words, spelt := index.NameWords(&t.analyzer, name, latin)
	for _, w := range words {
		t.entityWord(w, id)
	}
	t.spelt(spelt, id)
	return id, nil
}

// spelt notes the stems that the entity's name, or a mention of it by name, has.
func (t *tx) spelt(all []index.Spelt, id int64) {
	for _, s := range all {
		if t.db.remembers(entityWord{s.Stem, id}) {
			continue
		}
		t.entityWord(s.Stem, id)
		if s.Sound != "" {
			t.spellings[s]++
		}
	}
}

// entityWord notes that the entity's name has the word, unless that is known.
func (t *tx) entityWord(word string, id int64) {
	if key := (entityWord{word, id}); !t.db.remembers(key) {
		t.words[key] = true
	}
}

// putWords writes what was noted of words in names, in the order of the tables: the words of two hundred articles lie side by side then,
// and a stem that many of them have is counted once.
func (t *tx) putWords() error {
	t.newWords = slices.SortedFunc(maps.Keys(t.words), func(a, b entityWord) int {
		return cmp.Or(cmp.Compare(a.word, b.word), cmp.Compare(a.id, b.id))
	})
	rest, args := t.newWords, make([]any, 0, 2*wordsAtOnce)
	for ; len(rest) >= wordsAtOnce; rest = rest[wordsAtOnce:] {
		args = args[:0]
		for _, w := range rest[:wordsAtOnce] {
			args = append(args, w.word, w.id)
		}
		if _, err := t.exec(t.db.puts.entityWords, args...); err != nil {
			return err
		}
	}
	for _, w := range rest {
		if _, err := t.exec(t.db.puts.entityWord, w.word, w.id); err != nil {
			return err
		}
	}
	spelt := slices.SortedFunc(maps.Keys(t.spellings), func(a, b index.Spelt) int {
		return cmp.Or(cmp.Compare(a.Sound, b.Sound), cmp.Compare(a.Stem, b.Stem))
	})
	for _, s := range spelt {
		if _, err := t.exec(t.db.puts.spelling, s.Sound, s.Stem, t.spellings[s]); err != nil {
			return err
		}
	}
	return nil
}

// wordsAtOnce is how many words of entities one statement writes.
const wordsAtOnce = 64

type entityWord struct {
	word string
	id   int64
}

// maxEntityWords bounds what the writer remembers of them.
const maxEntityWords = 1 << 18

// putStatements writes the article's statements and the spellings of its entities.
func (t *tx) putStatements(p *pending) error {
	for _, e := range p.article.Entities {
		id, err := t.entity(e.Key, e.Name, e.Type, e.Latin)
		if err != nil {
			return err
		}
		t.spelt(index.Spellings(&t.analyzer, &e), id)
	}
	text := p.article.Text()
	for i := range p.article.Statements[:min(len(p.article.Statements), index.MaxStatements)] {
		if err := t.putStatement(p, i, text); err != nil {
			return err
		}
	}
	return nil
}

// filtersOf gives the filter tokens by which the article is found, in order.
func (t *tx) filtersOf(p *pending) ([]string, error) {
	filters := []string{index.FilterToken(index.OutletFilter, p.outlet)}
	for _, e := range p.article.Entities {
		id, err := t.entity(e.Key, e.Name, e.Type, e.Latin)
		if err != nil {
			return nil, err
		}
		filters = append(filters, index.FilterToken(index.EntityFilter, id))
	}
	for i := range p.article.Statements {
		_, of, err := t.filtersOfStatement(&p.article.Statements[i])
		if err != nil {
			return nil, err
		}
		filters = append(filters, of...)
	}
	slices.Sort(filters)
	return slices.Compact(filters), nil
}

// filtersOfStatement gives the speaker, 0 where unknown, and the filter tokens of a statement.
func (t *tx) filtersOfStatement(s *attribution.Statement) (speaker int64, filters []string, err error) {
	if speaker, err = t.entity(s.Speaker.Entity, s.Speaker.Name, s.Speaker.Type, ""); err != nil {
		return 0, nil, err
	}
	filters = []string{index.ActToken(string(s.Act))}
	if speaker != 0 {
		filters = append(filters, index.FilterToken(index.SpeakerFilter, speaker))
	}
	for _, r := range s.Relays {
		id, err := t.entity(r.Entity, r.Name, names.Outlet, "")
		if err != nil {
			return 0, nil, err
		}
		filters = append(filters, index.FilterToken(index.RelayFilter, id))
	}
	return speaker, filters, nil
}

// putStatement writes one statement.
func (t *tx) putStatement(p *pending, i int, text string) error {
	s := &p.article.Statements[i]
	speaker, filters, err := t.filtersOfStatement(s)
	if err != nil {
		return err
	}
	id := p.id<<index.StatementBits | int64(i)
	if _, err := t.exec(t.db.puts.statement, id, index.SaidOn(p.article, s), speaker, string(s.Act)); err != nil {
		return err
	}
	content, tokens := statementTokens(t.contentTerms(p, s, text), append(filters, index.FilterToken(index.OutletFilter, p.outlet)))
	if _, err := t.exec(t.db.puts.statementWords, id, content, tokens); err != nil {
		return err
	}
	t.tally["statements"]++
	return nil
}

// contentTerms gives the terms of a statement's content: a part of the article's, where the content is a part of its text and
// cuts no word.
func (t *tx) contentTerms(p *pending, s *attribution.Statement, text string) []arabic.Term {
	if s.Field == arabic.Title {
		text = p.article.Title
	}
	if terms, whole := p.terms.In(s.Span); whole && len(terms) > 0 && s.Start < s.End && s.End <= len(text) && text[s.Start:s.End] == s.Content {
		return terms
	}
	return t.analyzer.AppendTerms(nil, s.Content)
}

// statementTokens gives the content's words as written, and its stems with the filter tokens.
func statementTokens(terms []arabic.Term, filters []string) (content, tokens string) {
	return string(index.AppendSurfaces(nil, terms)), strings.Join(append(index.StemsOf(terms), filters...), " ")
}

func (t *tx) removeStatements(article int64) error {
	rows, err := t.stmt(t.db.puts.oldStatements).QueryContext(t.whole, article<<index.StatementBits, article<<index.StatementBits|(index.MaxStatements-1))
	if err != nil {
		return err
	}
	ids, err := scanIDs(rows)
	if err != nil {
		return err
	}
	for _, id := range ids {
		for _, drop := range []*sql.Stmt{t.db.puts.dropStatement, t.db.puts.dropStatementWords} {
			if _, err := t.exec(drop, id); err != nil {
				return err
			}
		}
	}
	t.tally["statements"] -= int64(len(ids))
	return nil
}
