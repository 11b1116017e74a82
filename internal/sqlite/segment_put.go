package sqlite

import (
	"strconv"
	"strings"

	"isnad/internal/index"
	"isnad/internal/posting"
)

// segmentWriter makes a segment of the articles that a transaction writes at once, in order of row id.
type segmentWriter struct {
	t       *tx
	number  int64
	builder posting.Builder
	pages   posting.Directory
	changed bool
}

func (t *tx) newSegment() (*segmentWriter, error) {
	number, _, err := t.number(t.db.puts.segmentNumber)
	return &segmentWriter{t: t, number: number}, err
}

// add adds an article with its filter tokens.
func (w *segmentWriter) add(p *pending, filters []string) {
	d := posting.Doc{ID: p.id, Length: p.bag.Length, Outlet: p.outlet}
	for _, f := range filters {
		switch what, of := f[1], f[2:]; what {
		case index.SpeakerFilter:
			if id, err := strconv.ParseInt(of, 36, 64); err == nil {
				d.Speakers = append(d.Speakers, id)
			}
		case index.ActFilter:
			d.Acts = append(d.Acts, strings.Clone(of))
		}
	}
	w.builder.Add(d, p.bag.Postings(), p.words, filters)
	w.changed = true
}

// bury marks the row's latest version so far as gone.
func (w *segmentWriter) bury(id int64) error {
	w.changed = true
	_, err := w.t.exec(w.t.db.puts.bury, id, w.number)
	return err
}

// finish writes the segment.
func (w *segmentWriter) finish() error {
	if w.changed {
		w.t.tally["index"]++
	}
	if w.builder.Empty() {
		return nil
	}
	docs, err := w.builder.Build(func(p posting.Page) error {
		id, err := w.t.insertID(w.t.db.puts.page, p.Data)
		w.pages.Add(p, id)
		return err
	})
	if err != nil {
		return err
	}
	made := &segment{number: w.number, pages: &w.pages}
	if made.docs, err = posting.ReadDocs(docs); err != nil {
		return err
	}
	made.id, err = w.t.insertID(w.t.db.puts.segment, w.number, docs, w.pages.Pack())
	w.t.made = append(w.t.made, made)
	return err
}
