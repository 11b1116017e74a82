package sqlite

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"isnad"
	"isnad/arabic"
	"isnad/internal/index"
	"isnad/names"
)

// maxNamed is how many outlets or entities one name of a filter may stand for.
const maxNamed = 100

// filters gives the expression for the query's outlets, speakers, relays, acts and entities, "" where none is asked.
func (db *DB) filters(ctx context.Context, m *match, q isnad.Query) (string, error) {
	var conditions []string
	for _, f := range []struct {
		what   byte
		label  string
		values []string
		find   func(context.Context, string) ([]int64, error)
	}{
		{index.OutletFilter, "source", q.Sources, db.outletsNamed},
		{index.SpeakerFilter, "speaker", q.Speakers, db.entitiesNamed},
		{index.RelayFilter, "relay", q.Relays, db.entitiesNamed},
		{index.EntityFilter, "entity", q.Entities, db.entitiesNamed},
	} {
		var tokens []string
		for _, v := range f.values {
			ids, err := f.find(ctx, v)
			if err != nil {
				return "", err
			}
			if len(ids) == 0 {
				m.notes = append(m.notes, fmt.Sprintf("no %s is called %q", f.label, v))
			}
			for _, id := range ids {
				tokens = append(tokens, index.FilterToken(f.what, id))
			}
		}
		if len(f.values) > 0 && len(tokens) == 0 {
			m.never = true
		} else if len(tokens) > 0 {
			conditions = append(conditions, anyOf(tokens))
		}
	}
	if len(q.Acts) > 0 {
		tokens := make([]string, len(q.Acts))
		for i, a := range q.Acts {
			tokens[i] = index.ActToken(a)
		}
		conditions = append(conditions, anyOf(tokens))
	}
	if len(q.Countries) > 0 {
		tokens, err := db.outletsIn(ctx, q.Countries)
		if err != nil {
			return "", err
		}
		if len(tokens) == 0 {
			m.never = true
			m.notes = append(m.notes, fmt.Sprintf("no outlet of the archive is known to sit in %s", strings.Join(q.Countries, ", ")))
		} else {
			conditions = append(conditions, anyOf(tokens))
		}
	}
	return all(conditions), nil
}

// outletsIn gives the filter tokens of the outlets that sit in one of the countries, as the directory of outlets knows them.
func (db *DB) outletsIn(ctx context.Context, countries []string) (tokens []string, err error) {
	rows, err := db.read.QueryContext(ctx, `SELECT id, host, name FROM outlet ORDER BY id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var host, name string
		if err := rows.Scan(&id, &host, &name); err != nil {
			return nil, err
		}
		if code := names.CountryOfOutlet(host, name); code != "" && slices.Contains(countries, code) {
			tokens = append(tokens, index.FilterToken(index.OutletFilter, id))
		}
	}
	return tokens, rows.Err()
}

// outletsNamed gives the outlets that a reader means: of that host or a host below it, else of that name, else with
// these words in their name.
func (db *DB) outletsNamed(ctx context.Context, name string) ([]int64, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT id, lower(host), name, folded FROM outlet ORDER BY id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var whole, part []int64
	host, words := strings.ToLower(strings.TrimSpace(name)), surfaces(name)
	for rows.Next() {
		var id int64
		var h, n, folded string
		if err := rows.Scan(&id, &h, &n, &folded); err != nil {
			return nil, err
		}
		switch {
		case h != "" && (h == host || strings.HasSuffix(h, "."+host)), n == name, folded != "" && folded == strings.Join(words, " "):
			whole = append(whole, id)
		case len(words) > 0 && hasAll(strings.Fields(folded), words):
			part = append(part, id)
		}
	}
	if len(whole) == 0 {
		whole = part
	}
	return whole[:min(len(whole), maxNamed)], rows.Err()
}

func surfaces(text string) []string {
	var s []string
	for _, t := range arabic.Analyze(text) {
		s = append(s, index.Safe(t.Surface))
	}
	return s
}

func hasAll(words, wanted []string) bool {
	for _, w := range wanted {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return true
}

// entitiesNamed gives the entities of that key, else those whose names hold all the words, else those whose names
// sound so.
func (db *DB) entitiesNamed(ctx context.Context, name string) ([]int64, error) {
	ids, err := db.ids(ctx, `SELECT id FROM entity WHERE key = ?`, name)
	if err != nil || len(ids) > 0 {
		return ids, err
	}
	words := surfaces(name)
	if ids, err = db.entitiesWith(ctx, words); err != nil || len(ids) > 0 {
		return ids, err
	}
	for i, w := range words {
		words[i] = "~" + arabic.SoundKey(w)
	}
	return db.entitiesWith(ctx, words)
}

func (db *DB) entitiesWith(ctx context.Context, words []string) ([]int64, error) {
	if len(words) == 0 {
		return nil, nil
	}
	query, args := `SELECT entity FROM entity_word WHERE word = ?`, []any{words[0]}
	for _, w := range words[1:] {
		query += ` AND entity IN (SELECT entity FROM entity_word WHERE word = ?)`
		args = append(args, w)
	}
	return db.ids(ctx, query+fmt.Sprintf(` ORDER BY entity LIMIT %d`, maxNamed), args...)
}

func (db *DB) ids(ctx context.Context, query string, args ...any) ([]int64, error) {
	rows, err := db.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return scanIDs(rows)
}

// maxSpellings is how many other spellings of one word are looked for.
const maxSpellings = 6

// spellings gives the other spellings that the archive's names tell of a word: words of the same sound in names of the same entity («نتانياهو» for
// «نتنياهو», «بلينكن» for «Blinken»), and those that spell one loan name by arabic.LoanSpellings («كيسينجر» for «كيسنغر») or
// arabic.Transliterates («رايس» for "Rice"). Sound alone does not decide, «محمد» and «محمود» have one; only a word in Latin
// letters of more than two sounds that no entity has stands for all the names that sound so.
func (db *DB) spellings(ctx context.Context, t isnad.ClauseTerm) ([]string, error) {
	sound := arabic.SoundKey(t.Surface)
	if len(sound) < leastSound {
		return nil, nil
	}
	var kept []string
	if len(sound) >= minSound {
		words, err := db.strings(ctx, `SELECT DISTINCT w.word FROM (SELECT entity FROM entity_word WHERE word IN (?1, ?2) LIMIT 20) e
			JOIN entity_word w ON w.entity = e.entity WHERE w.word NOT IN (?1, ?2) ORDER BY w.word`, index.Safe(t.Stem), index.Safe(t.Surface))
		if err != nil {
			return nil, err
		}
		for _, w := range words {
			if w[0] != '~' && arabic.SoundKey(w) == sound {
				kept = append(kept, w)
			}
		}
	}
	latin := t.Surface[0] < utf8.RuneSelf
	if latin && len(kept) > 0 {
		return kept[:min(len(kept), maxSpellings)], nil
	}
	alike, err := db.strings(ctx, `SELECT stem FROM spelling WHERE sound = ? AND stem <> ? ORDER BY n DESC, stem LIMIT ?`, sound, index.Safe(t.Stem), maxAlike)
	if err != nil {
		return nil, err
	}
	for _, w := range alike {
		if !slices.Contains(kept, w) && (latin && len(sound) >= minSound || oneName(t.Stem, w)) {
			kept = append(kept, w)
		}
	}
	return kept[:min(len(kept), maxSpellings)], nil
}

// oneName reports whether two words of one sound can be one foreign name.
func oneName(a, b string) bool {
	switch x, y := a[0] < utf8.RuneSelf, b[0] < utf8.RuneSelf; {
	case x && !y:
		return arabic.Transliterates(a, b)
	case y && !x:
		return arabic.Transliterates(b, a)
	}
	return arabic.LoanSpellings(a, b)
}

// maxAlike is how many names of one sound are compared with a word.
const maxAlike = 200

func (db *DB) strings(ctx context.Context, query string, args ...any) ([]string, error) {
	rows, err := db.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}
