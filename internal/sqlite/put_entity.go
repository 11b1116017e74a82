package sqlite

import (
	"database/sql"
	"slices"
	"strings"

	"isnad/arabic"
	"isnad/attribution"
	"isnad/internal/index"
	"isnad/names"
)

// minSound is the shortest sound key by which names are taken for one another, leastSound the shortest that is kept to look for
// other spellings of one loan name («غوغل» has two sounds).
const (
	minSound   = 3
	leastSound = 2
)

// maxStatements is how many statements of one article are indexed; those after stand in its body alone.
const (
	statementBits = 10
	maxStatements = 1 << statementBits
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
		p.outlet, err = t.insertID(t.db.puts.outlet, o.Name, o.Host, t.folded(o.Name))
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

// folded gives a name's words as the analyser folds them, a space between each two.
func (t *tx) folded(name string) string {
	return string(index.AppendSurfaces(nil, t.analyzer.AppendTerms(nil, name)))
}

// entity gives the id of whoever is named, making it where it is new; 0 for nobody.
func (t *tx) entity(key, name string, kind names.Type, latin string) (int64, error) {
	if name == "" {
		return 0, nil
	}
	if key == "" || kind == names.Anonymous { // a key of one article alone would never be met again
		key = "name:" + t.folded(name)
	}
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
	terms := t.analyzer.AppendTerms(t.analyzer.AppendTerms(nil, name), latin)
	id, err := t.insertID(t.db.puts.entity, key, name, string(kind), latin, t.folded(name))
	if err != nil {
		return 0, err
	}
	for _, term := range terms {
		if err := t.entityWord(index.Safe(term.Surface), id); err != nil {
			return 0, err
		}
		sound := arabic.SoundKey(term.Surface)
		if len(sound) < leastSound || term.Stop {
			continue
		}
		if len(sound) >= minSound {
			if err := t.entityWord("~"+sound, id); err != nil {
				return 0, err
			}
		}
		if err := t.spelt(sound, index.Safe(term.Stem), id); err != nil {
			return 0, err
		}
	}
	return id, nil
}

// spelt notes that the entity's name, or a mention of it by name, has the stem.
func (t *tx) spelt(sound, stem string, id int64) error {
	if t.db.remembers(entityWord{stem, id}) {
		return nil
	}
	if err := t.entityWord(stem, id); err != nil || len(sound) < leastSound {
		return err
	}
	_, err := t.exec(t.db.puts.spelling, sound, stem)
	return err
}

// entityWord notes that the entity's name has the word, without a write where that is known.
func (t *tx) entityWord(word string, id int64) error {
	key := entityWord{word, id}
	if t.db.remembers(key) {
		return nil
	}
	if _, err := t.exec(t.db.puts.entityWord, word, id); err != nil {
		return err
	}
	t.newWords = append(t.newWords, key)
	return nil
}

type entityWord struct {
	word string
	id   int64
}

// maxEntityWords bounds what the writer remembers of them.
const maxEntityWords = 1 << 18

// putSpellings notes the words of the entity's mentions by name: «نتانياهو» of the entity «بنيامين نتنياهو».
func (t *tx) putSpellings(id int64, e names.Entity) error {
	if e.Key == "" || e.Type == names.Anonymous || e.Type == names.Group {
		return nil
	}
	last := e.Name
	for _, m := range e.Mentions {
		if m.How != names.Named || m.Text == last || len(m.Text) > maxName {
			continue
		}
		last = m.Text
		for _, term := range t.analyzer.AppendTerms(nil, m.Text) {
			if term.Stop {
				continue
			}
			if err := t.spelt(arabic.SoundKey(term.Surface), index.Safe(term.Stem), id); err != nil {
				return err
			}
		}
	}
	return nil
}

// maxName is the longest name, in bytes, that is looked into.
const maxName = 200

// putStatements writes the article's statements, and gives the filter tokens by which the article is found.
func (t *tx) putStatements(p *pending) ([]string, error) {
	var filters []string
	for _, e := range p.article.Entities {
		id, err := t.entity(e.Key, e.Name, e.Type, e.Latin)
		if err == nil {
			err = t.putSpellings(id, e)
		}
		if err != nil {
			return nil, err
		}
		filters = append(filters, index.FilterToken(index.EntityFilter, id))
	}
	for i := range p.article.Statements {
		of, err := t.putStatement(p, i)
		if err != nil {
			return nil, err
		}
		filters = append(filters, of...)
	}
	slices.Sort(filters)
	return slices.Compact(filters), nil
}

// putStatement writes one statement and gives its filter tokens.
func (t *tx) putStatement(p *pending, i int) ([]string, error) {
	s := &p.article.Statements[i]
	speaker, err := t.entity(s.Speaker.Entity, s.Speaker.Name, s.Speaker.Type, "")
	if err != nil {
		return nil, err
	}
	filters := []string{index.ActToken(string(s.Act))}
	if speaker != 0 {
		filters = append(filters, index.FilterToken(index.SpeakerFilter, speaker))
	}
	for _, r := range s.Relays {
		id, err := t.entity(r.Entity, r.Name, names.Outlet, "")
		if err != nil {
			return nil, err
		}
		filters = append(filters, index.FilterToken(index.RelayFilter, id))
	}
	if i >= maxStatements {
		return filters, nil
	}
	id := p.id<<statementBits | int64(i)
	if _, err := t.exec(t.db.puts.statement, id, said(p, s), speaker, string(s.Act)); err != nil {
		return nil, err
	}
	content, tokens := t.statementTokens(p, s, filters)
	if _, err := t.exec(t.db.puts.statementWords, id, content, tokens); err != nil {
		return nil, err
	}
	t.tally["statements"]++
	return filters, nil
}

// said is the number of the day on which the statement was made: as its sentence says, else the article's.
func said(p *pending, s *attribution.Statement) int64 {
	if !s.Time.From.IsZero() {
		return index.DayNumber(s.Time.From)
	}
	return index.DayNumber(p.article.Day())
}

// statementTokens gives the content's words as written, and its stems with the filter tokens.
func (t *tx) statementTokens(p *pending, s *attribution.Statement, filters []string) (content, tokens string) {
	terms := t.analyzer.AppendTerms(nil, s.Content)
	var b strings.Builder
	for i := range terms {
		if !terms[i].Stop {
			b.WriteString(index.Safe(terms[i].Stem))
			b.WriteByte(' ')
		}
	}
	for _, f := range filters {
		b.WriteString(f)
		b.WriteByte(' ')
	}
	b.WriteString(index.FilterToken(index.OutletFilter, p.outlet))
	return string(index.AppendSurfaces(nil, terms)), b.String()
}

func (t *tx) removeStatements(article int64) error {
	rows, err := t.stmt(t.db.puts.oldStatements).QueryContext(t.whole, article<<statementBits, article<<statementBits|(maxStatements-1))
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
