package postgres

import (
	"slices"

	"github.com/jackc/pgx/v5"

	"isnad/arabic"
	"isnad/internal/index"
	"isnad/names"
)

type entityWord struct {
	word string
	id   int64
}

// named is whoever the articles of a batch name, in order of first mention.
type named struct {
	keys   []string
	first  map[string]int // of the key, among the slices
	names  []string
	types  []string
	latins []string
	spelt  [][]index.Spelt
}

// add notes somebody and gives the key; "" for nobody.
func (n *named) add(an *arabic.Analyzer, own, name string, kind names.Type, latin string) string {
	if name == "" {
		return ""
	}
	k := key(index.EntityKey(an, own, name, kind))
	if _, ok := n.first[k]; !ok {
		n.first[k] = len(n.keys)
		n.keys, n.names, n.types, n.latins = append(n.keys, k), append(n.names, text(name)), append(n.types, text(string(kind))), append(n.latins, text(latin))
		n.spelt = append(n.spelt, nil)
	}
	return k
}

// putNames finds the outlets and entities of the articles, making those that are new, and gives each article its filter
// tokens.
func (t *tx) putNames(batch []*pending) error {
	n := &named{first: map[string]int{}}
	for _, p := range batch {
		if p.drop {
			continue
		}
		for i := range p.article.Entities {
			e := &p.article.Entities[i]
			if k := n.add(t.analyzer, e.Key, e.Name, e.Type, e.Latin); k != "" {
				n.spelt[n.first[k]] = append(n.spelt[n.first[k]], index.Spellings(t.analyzer, e)...)
			}
		}
		for i := range p.article.Statements {
			s := &p.article.Statements[i]
			n.add(t.analyzer, s.Speaker.Entity, s.Speaker.Name, s.Speaker.Type, "")
			for _, r := range s.Relays {
				n.add(t.analyzer, r.Entity, r.Name, names.Outlet, "")
			}
		}
	}
	if err := t.putEntities(n); err != nil {
		return err
	}
	for _, p := range batch {
		if p.drop {
			continue
		}
		if err := t.putOutlet(p); err != nil {
			return err
		}
		t.filtersOf(p)
	}
	return nil
}

// filtersOf gives an article the tokens by which it is found beside its words.
func (t *tx) filtersOf(p *pending) {
	filters := []string{index.FilterToken(index.OutletFilter, p.outlet)}
	for i := range p.article.Entities {
		e := &p.article.Entities[i]
		filters = append(filters, index.FilterToken(index.EntityFilter, t.entity(e.Key, e.Name, e.Type)))
	}
	for i := range p.article.Statements {
		filters = append(filters, t.statementFilters(p, i)...)
	}
	slices.Sort(filters)
	p.filters = slices.Compact(filters)
}

// statementFilters are the filter tokens of one statement.
func (t *tx) statementFilters(p *pending, i int) []string {
	s := &p.article.Statements[i]
	filters := []string{index.ActToken(string(s.Act))}
	if speaker := t.entity(s.Speaker.Entity, s.Speaker.Name, s.Speaker.Type); speaker != 0 {
		filters = append(filters, index.FilterToken(index.SpeakerFilter, speaker))
	}
	for _, r := range s.Relays {
		filters = append(filters, index.FilterToken(index.RelayFilter, t.entity(r.Entity, r.Name, names.Outlet)))
	}
	return filters
}

// entity gives the number of somebody whom putNames has met; 0 for nobody.
func (t *tx) entity(own, name string, kind names.Type) int64 {
	if name == "" {
		return 0
	}
	id, _ := recall(&t.db.known, t.entities, func() map[string]int64 { return t.db.known.entities }, key(index.EntityKey(t.analyzer, own, name, kind)))
	return id
}

// putOutlet finds the article's outlet, making it where it is new.
func (t *tx) putOutlet(p *pending) (err error) {
	o := [2]string{key(p.article.Source.Name), key(p.article.Source.Host)}
	id, ok := recall(&t.db.known, t.outlets, func() map[[2]string]int64 { return t.db.known.outlets }, o)
	if !ok {
		if ok, err = t.row([]any{&id}, `SELECT id FROM outlet WHERE name = $1 AND host = $2`, o[0], o[1]); err == nil && !ok {
			_, err = t.row([]any{&id}, `INSERT INTO outlet (name, host, folded) VALUES ($1, $2, $3) RETURNING id`, o[0], o[1], index.Folded(t.analyzer, o[0]))
		}
		if err != nil {
			return err
		}
		t.outlets[o] = id
	}
	p.outlet = id
	return nil
}

// putEntities gives everybody named a number, and notes by what words they are found.
func (t *tx) putEntities(n *named) error {
	var missing []string
	for _, k := range n.keys {
		if _, ok := recall(&t.db.known, t.entities, func() map[string]int64 { return t.db.known.entities }, k); !ok {
			missing = append(missing, k)
		}
	}
	found := map[string]bool{}
	if err := t.entityIDs(found, `SELECT key, id FROM entity WHERE key = ANY($1)`, missing); err != nil {
		return err
	}
	var made [5][]string
	for _, k := range missing {
		if !found[k] {
			i := n.first[k]
			for column, v := range []string{k, n.names[i], n.types[i], n.latins[i], index.Folded(t.analyzer, n.names[i])} {
				made[column] = append(made[column], v)
			}
		}
	}
	if err := t.entityIDs(map[string]bool{}, `INSERT INTO entity (key, name, type, latin, folded)
		SELECT key, name, type, latin, folded FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) WITH ORDINALITY AS u (key, name, type, latin, folded, at)
		ORDER BY at RETURNING key, id`, made[0], made[1], made[2], made[3], made[4]); err != nil {
		return err
	}
	return t.putWords(n, made[0])
}

// entityIDs runs a query that gives keys and numbers, unless its first list is empty.
func (t *tx) entityIDs(found map[string]bool, query string, lists ...[]string) error {
	if len(lists[0]) == 0 {
		return nil
	}
	args := make([]any, len(lists))
	for i, l := range lists {
		args[i] = l
	}
	rows, err := t.tx.Query(t.ctx, query, args...)
	if err != nil {
		return err
	}
	var k string
	var id int64
	_, err = pgx.ForEachRow(rows, []any{&k, &id}, func() error {
		t.entities[k], found[k] = id, true
		return nil
	})
	return err
}

// putWords notes the words of the names, and how many entities have the spellings of each sound.
func (t *tx) putWords(n *named, made []string) error {
	sounds := map[entityWord]string{}
	var pairs []entityWord
	add := func(word string, id int64, sound string) {
		w := entityWord{key(word), id}
		if _, ok := recall(&t.db.known, t.words, func() map[entityWord]bool { return t.db.known.words }, w); ok {
			return
		}
		before, ok := sounds[w]
		if !ok {
			pairs = append(pairs, w)
		}
		sounds[w] = max(before, sound)
	}
	for _, k := range made {
		i, id := n.first[k], t.entities[k]
		words, spelt := index.NameWords(t.analyzer, n.names[i], n.latins[i])
		for _, w := range words {
			add(w, id, "")
		}
		n.spelt[i] = append(spelt, n.spelt[i]...)
	}
	for i, k := range n.keys {
		id, _ := recall(&t.db.known, t.entities, func() map[string]int64 { return t.db.known.entities }, k)
		for _, s := range n.spelt[i] {
			add(s.Stem, id, s.Sound)
		}
	}
	return t.insertWords(pairs, sounds)
}

func (t *tx) insertWords(pairs []entityWord, sounds map[entityWord]string) error {
	if len(pairs) == 0 {
		return nil
	}
	words, ids := make([]string, len(pairs)), make([]int64, len(pairs))
	for i, p := range pairs {
		words[i], ids[i] = p.word, p.id
		t.words[p] = true
	}
	rows, err := t.tx.Query(t.ctx, `INSERT INTO entity_word (word, entity) SELECT * FROM unnest($1::text[], $2::bigint[]) ON CONFLICT DO NOTHING RETURNING word, entity`, words, ids)
	if err != nil {
		return err
	}
	spelt := map[[2]string]int64{}
	var w entityWord
	if _, err = pgx.ForEachRow(rows, []any{&w.word, &w.id}, func() error {
		if s := sounds[w]; s != "" {
			spelt[[2]string{key(s), w.word}]++
		}
		return nil
	}); err != nil || len(spelt) == 0 {
		return err
	}
	var sound, stem []string
	var times []int64
	for s, n := range spelt {
		sound, stem, times = append(sound, s[0]), append(stem, s[1]), append(times, n)
	}
	_, err = t.run(`INSERT INTO spelling (sound, stem, n) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])
		ON CONFLICT (sound, stem) DO UPDATE SET n = spelling.n + excluded.n`, sound, stem, times)
	return err
}

// putStatements writes the articles' statements.
func (t *tx) putStatements(stored []*pending) error {
	var rows [][]any
	for _, p := range stored {
		for i := range p.article.Statements[:min(len(p.article.Statements), index.MaxStatements)] {
			s := &p.article.Statements[i]
			terms := t.analyzer.AppendTerms(nil, s.Content)
			all := appendTokens(appendTokens(nil, index.StemsOf(terms)), t.statementFilters(p, i))
			all = append(all, lexeme{text: index.FilterToken(index.OutletFilter, p.outlet)})
			all, _ = appendSurfaces(all, terms[:min(len(terms), maxPosition)], 1)
			rows = append(rows, []any{p.id<<index.StatementBits | int64(i), index.SaidOn(p.article, s), t.entity(s.Speaker.Entity, s.Speaker.Name, s.Speaker.Type), text(string(s.Act)), vectorOf(all)})
		}
	}
	t.tally["statements"] += int64(len(rows))
	return t.copy("statement", []string{"id", "said", "speaker", "act", "tokens"}, len(rows), func(i int) []any { return rows[i] })
}

// surfacesOf are the tokens of the words as written.
func surfacesOf(terms []arabic.Term) []string {
	out := make([]string, len(terms))
	for i := range terms {
		out[i] = text(index.Safe(terms[i].Surface))
	}
	return out
}
