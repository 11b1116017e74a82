package postgres

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"github.com/jackc/pgx/v5"

	"isnad"
	"isnad/internal/index"
)

// pending is an article on its way into the database.
type pending struct {
	article  *isnad.Article
	terms    isnad.Terms
	drop     bool
	old, id  int64 // row ids, 0 where none
	print    int64
	oldPrint int64
	outlet   int64
	filters  []string
	body     []byte
	bag      *index.Bag
	stems    []string
	vector   []byte
	packed   []byte
	tokens   []byte
	long     bool
}

// flushAt is how many bytes of articles a transaction collects before it writes them.
const flushAt = 64 << 20

// PutArticle stores the article and indexes its terms; an article of the same id is replaced.
func (t *tx) PutArticle(a *isnad.Article, terms isnad.Terms) error {
	if a.ID == "" {
		return fmt.Errorf("postgres.PutArticle: %w: the article has no id", isnad.ErrInvalid)
	}
	return t.collect(key(a.ID), &pending{article: a, terms: terms})
}

// DropArticle removes the article and all that was found in it.
func (t *tx) DropArticle(id string) error {
	if has, err := t.HasArticle(id); err != nil {
		return err
	} else if !has {
		return fmt.Errorf("postgres.DropArticle(%s): %w", id, isnad.ErrNotFound)
	}
	return t.collect(key(id), &pending{drop: true})
}

func (t *tx) collect(id string, p *pending) error {
	t.pending[id] = p
	if p.article != nil {
		for _, par := range p.article.Paragraphs {
			t.bytes += len(par)
		}
		t.bytes += 64*(len(p.terms.Text)+len(p.terms.Title)) + 4096
	}
	if t.bytes < flushAt {
		return nil
	}
	return t.flush()
}

// HasArticle reports whether an article of that id is stored, this transaction's own included.
func (t *tx) HasArticle(id string) (has bool, err error) {
	if p, ok := t.pending[key(id)]; ok {
		return !p.drop, nil
	}
	_, err = t.row([]any{&has}, `SELECT EXISTS (SELECT 1 FROM docv WHERE public = $1)`, key(id))
	return has, kind(err)
}

// flush writes the pending articles.
func (t *tx) flush() error {
	if len(t.pending) == 0 {
		return nil
	}
	batch, ids := t.batch()
	average, err := t.averageLength()
	if err != nil {
		return err
	}
	for _, step := range []func() error{
		func() error { return t.correct(batch) },
		func() error { return onAll(batch, func(p *pending) error { return p.prepare(average) }) },
		func() error { return t.findOld(batch, ids) },
		func() error { return t.place(batch) },
		func() error { return t.putNames(batch) },
		func() error { return onAll(batch, (*pending).index) },
		func() error { return t.remove(batch) },
		func() error { return t.partitionsOf(batch) },
		func() error { return t.insert(batch) },
		func() error { return t.tidyIndexes(batch) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	t.pending, t.bytes = map[string]*pending{}, 0
	return nil
}

// batch gives what is pending in order of id, so that the same batch always gets the same row ids.
func (t *tx) batch() ([]*pending, []string) {
	ids := make([]string, 0, len(t.pending))
	for id := range t.pending {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	batch := make([]*pending, len(ids))
	for i, id := range ids {
		batch[i] = t.pending[id]
	}
	return batch, ids
}

const lengthsQuery = `SELECT coalesce((SELECT n FROM tally WHERE name = 'articles'), 0), coalesce((SELECT n FROM tally WHERE name = 'words'), 0)`

// averageLength is that of all articles stored, in stems; a usual length where there are few.
func (t *tx) averageLength() (float64, error) {
	var n, words int64
	if _, err := t.row([]any{&n, &words}, lengthsQuery); err != nil || n < 100 {
		return index.UsualLength, err
	}
	return float64(words) / float64(n), nil
}

// onAll does what can be done outside the database, on all processors.
func onAll(batch []*pending, do func(*pending) error) error {
	errs := make([]error, len(batch))
	var wait sync.WaitGroup
	step := max(1, (len(batch)+runtime.NumCPU()-1)/runtime.NumCPU())
	for from := 0; from < len(batch); from += step {
		wait.Go(func() {
			for i := from; i < min(from+step, len(batch)); i++ {
				if !batch[i].drop {
					errs[i] = do(batch[i])
				}
			}
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *pending) prepare(average float64) (err error) {
	if p.body, err = index.Pack(p.article); err != nil {
		return fmt.Errorf("article %s: %w", p.article.ID, err)
	}
	p.print = index.PrintOf(p.article)
	p.bag = index.BagOf(p.terms)
	p.stems = p.bag.Tokens(average)
	p.vector = p.bag.Vector()
	p.packed = index.PackTerms(p.terms)
	return nil
}

// index makes the tsvector, once the numbers of whom the article names are known.
func (p *pending) index() error {
	all := make([]lexeme, 0, len(p.stems)+len(p.filters)+len(p.terms.Title)+len(p.terms.Text)+1)
	all = appendTokens(appendTokens(all, p.filters), p.stems)
	all, p.long = words(all, p.terms)
	p.tokens = vectorOf(all)
	return nil
}

// findOld finds the rows of articles that are stored already.
func (t *tx) findOld(batch []*pending, ids []string) error {
	rows, err := t.tx.Query(t.ctx, `SELECT public, id, print FROM docv WHERE public = ANY($1)`, each(ids, text))
	if err != nil {
		return err
	}
	var public string
	var id, print int64
	_, err = pgx.ForEachRow(rows, []any{&public, &id, &print}, func() error {
		if at, ok := slices.BinarySearch(ids, public); ok {
			batch[at].old, batch[at].oldPrint = id, print
		}
		return nil
	})
	return err
}

// place decides on the articles' rows: the old where the day stayed.
func (t *tx) place(batch []*pending) error {
	for _, p := range batch {
		if p.drop {
			continue
		}
		day := index.DayNumber(p.article.Day())
		if lo, hi := index.IDRange(day); p.old >= lo && p.old <= hi {
			p.id = p.old
			continue
		}
		for ; ; day++ { // a full day spills into the next
			lo, hi := index.IDRange(day)
			id, err := t.nextID(day, lo, hi)
			if err != nil {
				return err
			}
			if p.id = id; id <= hi {
				break
			}
		}
	}
	return nil
}

func (t *tx) nextID(day, lo, hi int64) (int64, error) {
	next, ok := t.next[day]
	if !ok {
		var top int64
		if _, err := t.row([]any{&top}, `SELECT coalesce(max(id), 0) FROM docv WHERE id BETWEEN $1 AND $2`, lo, hi); err != nil {
			return 0, err
		}
		next = max(top+1, lo)
	}
	t.next[day] = next + 1
	return next, nil
}

// remove deletes all rows of the articles that are replaced or dropped.
func (t *tx) remove(batch []*pending) error {
	var old, spans []int64
	for _, p := range batch {
		if p.old != 0 {
			old = append(old, p.old)
			if q := quarterOf(p.old); !slices.Contains(spans, q) {
				spans = append(spans, q)
			}
			t.tally["articles"]--
			t.days[p.old>>index.SeqBits]--
		}
	}
	if len(old) == 0 {
		return nil
	}
	var words, statements int64
	lo, hi := slices.Min(old), slices.Max(old)
	if _, err := t.row([]any{&words}, `WITH gone AS (DELETE FROM vector WHERE id = ANY($1) RETURNING length) SELECT coalesce(sum(length), 0)::bigint FROM gone`, old); err != nil {
		return err
	}
	if _, err := t.row([]any{&statements}, `WITH gone AS (DELETE FROM statement s USING unnest($1::bigint[]) u WHERE s.id BETWEEN u << 10 AND (u << 10) + 1023
		AND s.id BETWEEN $2 AND $3 RETURNING 1) SELECT count(*) FROM gone`, old, lo<<index.StatementBits, (hi+1)<<index.StatementBits); err != nil {
		return err
	}
	for _, table := range []string{"terms", "docv", "article"} {
		if _, err := t.run(`DELETE FROM `+table+` WHERE id = ANY($1)`, old); err != nil {
			return err
		}
	}
	t.tally["words"] -= words
	t.tally["statements"] -= statements
	_, err := t.run(`DELETE FROM posting WHERE id = ANY($1) AND span = ANY($2)`, old, spans)
	return err
}

// insert writes the new rows, in order of row id.
func (t *tx) insert(batch []*pending) error {
	var stored []*pending
	for _, p := range batch {
		if !p.drop {
			stored = append(stored, p)
		}
	}
	slices.SortFunc(stored, func(p, q *pending) int { return cmp.Compare(p.id, q.id) })
	for _, table := range []struct {
		name    string
		columns []string
		row     func(p *pending) []any
	}{
		{"docv", []string{"id", "public", "digest", "outlet", "day", "extract", "dates", "names", "attribution", "story", "print"}, func(p *pending) []any {
			a, v := p.article, p.article.Versions
			return []any{p.id, key(a.ID), key(a.Captured.Digest), p.outlet, index.DayNumber(a.Day()), v.Extract, v.Dates, v.Names, v.Attribution, v.Story, p.print}
		}},
		{"article", []string{"id", "body"}, func(p *pending) []any { return []any{p.id, p.body} }},
		{"vector", []string{"id", "length", "stems"}, func(p *pending) []any { return []any{p.id, p.bag.Length, p.vector} }},
		{"terms", []string{"id", "packed"}, func(p *pending) []any { return []any{p.id, p.packed} }},
		{"posting", []string{"span", "id", "long", "tokens"}, func(p *pending) []any { return []any{quarterOf(p.id), p.id, p.long, p.tokens} }},
	} {
		if err := t.copy(table.name, table.columns, len(stored), func(i int) []any { return table.row(stored[i]) }); err != nil {
			return err
		}
	}
	if err := t.putStatements(stored); err != nil {
		return err
	}
	for _, p := range stored {
		t.tally["articles"]++
		t.tally["words"] += int64(p.bag.Length)
		t.days[p.id>>index.SeqBits]++
	}
	if err := t.putChanges(stored); err != nil {
		return err
	}
	return t.sample(stored)
}

// copy writes n rows by COPY.
func (t *tx) copy(table string, columns []string, n int, row func(i int) []any) error {
	if n == 0 {
		return nil
	}
	_, err := t.tx.CopyFrom(t.ctx, pgx.Identifier{table}, columns, pgx.CopyFromSlice(n, func(i int) ([]any, error) { return row(i), nil }))
	if err != nil {
		return fmt.Errorf("table %s: %w", table, err)
	}
	return nil
}

// putChanges records what is new and what has other words than before.
func (t *tx) putChanges(stored []*pending) error {
	now := t.db.options.Now().UnixMilli()
	var rows [][]any
	for _, p := range stored {
		change := "new"
		if p.old != 0 {
			if change = "edited"; p.oldPrint == p.print {
				continue
			}
		}
		rows = append(rows, []any{key(p.article.ID), p.outlet, now, change})
	}
	return t.copy("change", []string{"article", "outlet", "at", "kind"}, len(rows), func(i int) []any { return rows[i] })
}

// sample counts the words of the articles that are of the sample. Articles that are replaced or dropped stay counted as
// they were: the counts choose plans and estimate, they decide nothing.
func (t *tx) sample(stored []*pending) error {
	terms := map[string]int64{}
	for _, p := range stored {
		if p.old != 0 || !index.Sampled(p.id) {
			continue
		}
		for _, s := range p.bag.Stems {
			terms[text(s.Stem)]++
		}
		seen := map[string]bool{}
		for _, w := range append(surfacesOf(p.terms.Title), surfacesOf(p.terms.Text)...) {
			if !seen[w] {
				seen[w] = true
				terms["+"+w]++
			}
		}
	}
	return t.count("sample", "term", keysAndValues(terms))
}
