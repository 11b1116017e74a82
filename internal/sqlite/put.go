package sqlite

import (
	"cmp"
	"database/sql"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"isnad"
	"isnad/internal/index"
	"isnad/internal/posting"
)

// pending is an article on its way into the file.
type pending struct {
	article *isnad.Article
	terms   isnad.Terms
	drop    bool
	old, id int64 // row ids, 0 where none
	print   int64
	outlet  int64
	body    []byte
	bag     *index.Bag
	words   posting.Text
	packed  []byte
}

// flushAt is how many bytes of articles a transaction collects before it writes them.
const flushAt = 64 << 20

// PutArticle stores the article and indexes its terms; an article of the same id is replaced.
func (t *tx) PutArticle(a *isnad.Article, terms isnad.Terms) error {
	if a.ID == "" {
		return fmt.Errorf("sqlite.PutArticle: %w: the article has no id", isnad.ErrInvalid)
	}
	return t.collect(a.ID, &pending{article: a, terms: terms})
}

// DropArticle removes the article and all that was found in it.
func (t *tx) DropArticle(id string) error {
	if has, err := t.HasArticle(id); err != nil {
		return err
	} else if !has {
		return fmt.Errorf("sqlite.DropArticle(%s): %w", id, isnad.ErrNotFound)
	}
	return t.collect(id, &pending{drop: true})
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
func (t *tx) HasArticle(id string) (bool, error) {
	if p, ok := t.pending[id]; ok {
		return !p.drop, nil
	}
	_, ok, err := t.number(t.db.puts.find, id)
	return ok, err
}

// flush writes the pending articles.
func (t *tx) flush() error {
	if len(t.pending) == 0 {
		return nil
	}
	batch := make([]*pending, 0, len(t.pending))
	ids := make([]string, 0, len(t.pending))
	for id := range t.pending {
		ids = append(ids, id)
	}
	slices.Sort(ids) // so that the same batch always gets the same row ids
	for _, id := range ids {
		batch = append(batch, t.pending[id])
	}
	if err := t.correct(batch); err != nil {
		return err
	}
	if err := prepareAll(batch); err != nil {
		return err
	}
	for i, p := range batch {
		if err := t.place(ids[i], p); err != nil {
			return err
		}
	}
	slices.SortFunc(batch, func(p, q *pending) int { return cmp.Compare(p.id, q.id) })
	w, err := t.newSegment()
	if err != nil {
		return err
	}
	for _, p := range batch {
		if err := t.store(p, w); err != nil {
			return err
		}
	}
	t.pending, t.bytes = map[string]*pending{}, 0
	return w.finish()
}

// prepareAll makes what can be made outside the database, on all processors.
func prepareAll(batch []*pending) error {
	errs := make([]error, len(batch))
	var wait sync.WaitGroup
	step := max(1, (len(batch)+runtime.NumCPU()-1)/runtime.NumCPU())
	for from := 0; from < len(batch); from += step {
		wait.Go(func() {
			for i := from; i < min(from+step, len(batch)); i++ {
				if !batch[i].drop {
					errs[i] = batch[i].prepare()
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

func (p *pending) prepare() (err error) {
	if p.body, err = index.Pack(p.article); err != nil {
		return fmt.Errorf("article %s: %w", p.article.ID, err)
	}
	p.print = index.PrintOf(p.article)
	p.count()
	p.packed = index.PackTerms(p.terms)
	return nil
}

// count makes what the index of words is told of the article.
func (p *pending) count() {
	p.bag = index.BagOf(p.terms)
	p.words = posting.Text{index.Surfaces(p.terms.Title), index.Surfaces(p.terms.Text)}
}

// place finds the article's old row and decides on its new one: the old where its day stayed.
func (t *tx) place(public string, p *pending) (err error) {
	if p.old, _, err = t.number(t.db.puts.find, public); err != nil || p.drop {
		return err
	}
	day := index.DayNumber(p.article.Day())
	if lo, hi := index.IDRange(day); p.old >= lo && p.old <= hi {
		p.id = p.old
		return nil
	}
	for ; ; day++ { // a full day spills into the next
		lo, hi := index.IDRange(day)
		if p.id, err = t.nextID(day, lo, hi); err != nil || p.id <= hi {
			return err
		}
	}
}

func (t *tx) nextID(day, lo, hi int64) (int64, error) {
	next, ok := t.next[day]
	if !ok {
		top, _, err := t.number(t.db.puts.top, lo, hi)
		if err != nil {
			return 0, err
		}
		next = max(top+1, lo)
	}
	t.next[day] = next + 1
	return next, nil
}

// store takes the old rows away and writes the new ones.
func (t *tx) store(p *pending, w *segmentWriter) error {
	change, err := t.changeOf(p)
	if err != nil {
		return err
	}
	if p.old != 0 {
		if err := t.remove(p.old, w); err != nil {
			return err
		}
	}
	if p.drop {
		return nil
	}
	if err := t.insert(p, w); err != nil {
		return fmt.Errorf("article %s: %w", p.article.ID, err)
	}
	if change != "" {
		if _, err := t.exec(t.db.puts.change, p.article.ID, p.outlet, t.db.options.Now().UnixMilli(), change); err != nil {
			return err
		}
	}
	t.tally["articles"]++
	t.tally["words"] += int64(p.bag.Length)
	t.days[p.id>>index.SeqBits]++
	return nil
}

func (t *tx) insert(p *pending, w *segmentWriter) error {
	a, s := p.article, t.db.puts
	if err := t.putOutlet(p); err != nil {
		return err
	}
	if err := t.putStatements(p); err != nil {
		return err
	}
	filters, err := t.filtersOf(p)
	if err != nil {
		return err
	}
	if _, err := t.exec(s.article, p.id, a.ID, a.Captured.Digest, p.body); err != nil {
		return err
	}
	v := a.Versions
	if _, err := t.exec(s.docv, p.id, p.outlet, index.DayNumber(a.Day()), v.Extract, v.Dates, v.Names, v.Attribution, v.Story, p.print, p.bag.Length); err != nil {
		return err
	}
	if _, err = t.exec(s.terms, p.id, p.packed); err != nil {
		return err
	}
	w.add(p, filters)
	return nil
}

// remove deletes all rows of the article with that row id.
func (t *tx) remove(id int64, w *segmentWriter) error {
	s := t.db.puts
	length, _, err := t.number(s.oldLength, id)
	if err != nil {
		return err
	}
	if err := t.removeStatements(id); err != nil {
		return err
	}
	for _, drop := range []*sql.Stmt{s.dropArticle, s.dropDocv, s.dropTerms} {
		if _, err := t.exec(drop, id); err != nil {
			return err
		}
	}
	if err := w.bury(id); err != nil {
		return err
	}
	t.tally["articles"]--
	t.tally["words"] -= length
	t.days[id>>index.SeqBits]--
	return nil
}
