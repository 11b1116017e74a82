package move

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"strings"

	"isnad"
)

// Report says what of two archives was compared.
type Report struct {
	Kinds []Kind `json:"kinds"`
}

// Kind is how many there are of one kind of thing, and a digest of them in any order.
type Kind struct {
	Name   string `json:"name"`
	Count  int    `json:"count"`
	Digest string `json:"digest"`
}

// sum is a digest of things in any order: the sum of their digests, as four numbers.
type sum struct {
	count int
	of    [4]uint64
}

func (s *sum) add(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	d := sha256.Sum256(b)
	for i := range s.of {
		s.of[i] += binary.BigEndian.Uint64(d[i*8:])
	}
	s.count++
	return nil
}

func (s *sum) digest() string {
	var b []byte
	for _, n := range s.of {
		b = binary.BigEndian.AppendUint64(b, n)
	}
	return hex.EncodeToString(b)
}

// summed adds what a walk gives, each as seen: without what an engine numbers by itself.
func summed[T any](s *sum, walk iter.Seq2[T, error], seen func(T) (any, error)) error {
	for v, err := range walk {
		if err != nil {
			return err
		}
		as, err := seen(v)
		if err != nil {
			return err
		}
		if err := s.add(as); err != nil {
			return err
		}
	}
	return nil
}

// asIs is a thing that both engines store as it is.
func asIs[T any](v T) (any, error) { return v, nil }

// compare walks both archives and compares kind by kind.
func (m *Mover) compare(ctx context.Context) (*Report, error) {
	report := &Report{}
	var differ []string
	for _, k := range m.kinds() {
		var from, to sum
		if err := k.sum(ctx, &from, m.From, true); err != nil {
			return report, fmt.Errorf("%s: %w", k.name, err)
		}
		if err := k.sum(ctx, &to, m.To, false); err != nil {
			return report, fmt.Errorf("%s: %w", k.name, err)
		}
		report.Kinds = append(report.Kinds, Kind{k.name, to.count, to.digest()})
		if from != to {
			differ = append(differ, fmt.Sprintf("%s (%d here, %d there)", k.name, from.count, to.count))
		}
		if m.Progress != nil {
			m.Progress("comparing", len(report.Kinds), len(m.kinds()))
		}
	}
	if len(differ) > 0 {
		return report, fmt.Errorf("%w: not the same in both archives: %s; was something written meanwhile? empty the one moved to, and move again", isnad.ErrCorrupt, strings.Join(differ, ", "))
	}
	return report, nil
}

// told says again what there is in the archive moved to, where an earlier run compared it and was killed before its end.
func (m *Mover) told(ctx context.Context, err error) (*Report, error) {
	if err != nil {
		return nil, err
	}
	report := &Report{}
	for _, k := range m.kinds() {
		var to sum
		if err := k.sum(ctx, &to, m.To, false); err != nil {
			return report, fmt.Errorf("%s: %w", k.name, err)
		}
		report.Kinds = append(report.Kinds, Kind{k.name, to.count, to.digest()})
	}
	return report, nil
}

// kind is one kind of thing that is compared; old says that it is the archive moved from, where captures have their old places.
type kind struct {
	name string
	sum  func(ctx context.Context, s *sum, e Source, old bool) error
}

func (m *Mover) kinds() []kind {
	return []kind{
		{"captures", m.sumCaptures}, {"articles", m.sumArticles},
		{"stories", func(ctx context.Context, s *sum, e Source, _ bool) error { return summed(s, stories(ctx, e), asIs) }},
		{"decisions", func(ctx context.Context, s *sum, e Source, _ bool) error {
			return summed(s, listed(e.Decisions(ctx)), asIs)
		}},
		{"sources", func(ctx context.Context, s *sum, e Source, _ bool) error {
			return summed(s, listed(e.Sources(ctx)), asIs)
		}},
		{"progress", func(ctx context.Context, s *sum, e Source, _ bool) error { return summed(s, kept(ctx, e, ""), asIs) }},
		{"jobs", m.sumJobs},
		{"accounts", func(ctx context.Context, s *sum, e Source, _ bool) error {
			return summed(s, listed(e.Accounts(ctx)), asIs)
		}},
		{"tokens", func(ctx context.Context, s *sum, e Source, _ bool) error {
			return summed(s, listed(e.Tokens(ctx, "")), asIs)
		}},
		{"reading", sumReading},
		{"searches", func(ctx context.Context, s *sum, e Source, _ bool) error {
			return summed(s, listed(e.SavedSearches(ctx, "", true)), func(x isnad.SavedSearch) (any, error) {
				x.After = 0 // each engine numbers changes for itself
				return x, nil
			})
		}},
		{"findings", sumFindings},
		{"corrections", func(ctx context.Context, s *sum, e Source, _ bool) error {
			return summed(s, listed(e.Corrections(ctx, isnad.CorrectionFilter{})), asIs)
		}},
	}
}

func (m *Mover) sumCaptures(ctx context.Context, s *sum, e Source, old bool) error {
	return summed(s, e.Recorded(ctx, 0), func(r isnad.Record) (_ any, err error) {
		if old {
			r.Capture.WARC, err = m.place(ctx, r.Capture.WARC)
		}
		return r.Capture, err
	})
}

// sumArticles takes articles with their editions.
func (m *Mover) sumArticles(ctx context.Context, s *sum, e Source, old bool) error {
	return summed(s, e.Articles(ctx, isnad.ArticleFilter{}), func(a *isnad.Article) (_ any, err error) {
		editions, err := e.Editions(ctx, a.ID)
		if err != nil {
			return nil, err
		}
		all := []*isnad.Article{a}
		for _, e := range editions {
			all = append(all, e.Article)
		}
		for i := range all {
			if old && err == nil {
				all[i], err = m.placed(ctx, all[i])
			}
		}
		return all, err
	})
}

func (m *Mover) sumJobs(ctx context.Context, s *sum, e Source, old bool) error {
	jobs := e.Jobs(ctx, 0)
	if old {
		jobs = m.jobs(ctx, 0)
	}
	return summed(s, jobs, func(j isnad.Job) (any, error) { return []string{string(j.Kind), j.Key}, nil })
}

func sumFindings(ctx context.Context, s *sum, e Source, _ bool) error {
	searches, err := e.SavedSearches(ctx, "", true)
	if err != nil {
		return err
	}
	for _, saved := range searches {
		err := summed(s, listed(findings(ctx, e, saved.ID)), func(f isnad.Finding) (any, error) {
			f.Number = 0
			return f, nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
