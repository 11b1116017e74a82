package ingest

import (
	"cmp"
	"container/heap"
	"context"
	"fmt"
	"iter"
	"log/slog"
	"net/netip"
	"slices"
	"testing"
	"time"

	"isnad"
	"isnad/internal/fetch"
)

// simulation runs a crawl on a clock of its own: one job after another, time passing only between them and where the
// client sleeps. What lasts beyond a process (sources, queue, what was claimed) is in it; the crawler can be restarted.
type simulation struct {
	Store // unused methods
	t     *testing.T
	now   time.Time
	tick  time.Duration

	sources  map[string]isnad.Source
	progress map[string]string
	captures map[string]*isnad.Capture // pages, by place
	places   int
	failures int            // captures without a body
	articles map[string]int // how often each was stored
	queue    jobHeap
	waiting  map[string]bool
	serial   int64
	fence    int64

	crawler *Crawler
	client  *fetch.Client
}

func newSimulation(t *testing.T, start time.Time, tick time.Duration) *simulation {
	s := &simulation{t: t, now: start, tick: tick, sources: map[string]isnad.Source{}, progress: map[string]string{},
		captures: map[string]*isnad.Capture{}, waiting: map[string]bool{}, articles: map[string]int{}}
	s.restart()
	return s
}

// restart begins a new process on what is stored.
func (s *simulation) restart() {
	if s.client != nil {
		s.client.Close()
	}
	log := slog.New(slog.DiscardHandler)
	s.client = fetch.New(fetch.Options{
		Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Memory: Hosts{Store: s, Log: log}, UserAgent: "isnad/test",
		Now:   func() time.Time { return s.now },
		Sleep: func(_ context.Context, d time.Duration) error { s.now = s.now.Add(d); return nil },
	})
	s.crawler = &Crawler{Store: s, Archive: (*simulatedArchive)(s), Client: s.client, Now: func() time.Time { return s.now }, Log: log}
	if err := s.crawler.rebase(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
}

// run lets time pass until end.
func (s *simulation) run(end time.Time) {
	ctx := s.t.Context()
	workers := map[isnad.JobKind]isnad.Worker{isnad.PollSource: s.crawler.poll, isnad.FetchPage: s.crawler.fetch, isnad.ReadCapture: s.crawler.read}
	for next := s.now; s.now.Before(end); {
		if !s.now.Before(next) {
			if err := s.crawler.QueueDue(ctx); err != nil {
				s.t.Fatal(err)
			}
			next = s.now.Add(s.tick)
		}
		for len(s.queue) > 0 && !s.queue[0].NotBefore.After(s.now) {
			j := heap.Pop(&s.queue).(isnad.Job)
			if err := workers[j.Kind](ctx, j); err != nil {
				s.t.Fatalf("%s %s: %v", j.Kind, j.Key, err)
			}
		}
		to := next
		if len(s.queue) > 0 && s.queue[0].NotBefore.Before(to) {
			to = s.queue[0].NotBefore
		}
		if to.After(s.now) {
			s.now = to
		}
	}
}

type jobHeap []isnad.Job

func (h jobHeap) Len() int { return len(h) }
func (h jobHeap) Less(i, j int) bool {
	return cmp.Or(h[i].NotBefore.Compare(h[j].NotBefore), cmp.Compare(h[i].ID, h[j].ID)) < 0
}
func (h jobHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *jobHeap) Push(x any)   { *h = append(*h, x.(isnad.Job)) }
func (h *jobHeap) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}

func (s *simulation) Sources(context.Context) (all []isnad.Source, err error) {
	for _, x := range s.sources {
		all = append(all, x)
	}
	slices.SortFunc(all, func(a, b isnad.Source) int { return cmp.Compare(a.ID, b.ID) })
	return all, nil
}

func (s *simulation) Source(_ context.Context, id string) (*isnad.Source, error) {
	x, ok := s.sources[id]
	if !ok {
		return nil, isnad.ErrNotFound
	}
	return &x, nil
}

func (s *simulation) Due(_ context.Context, at time.Time, n int) (due []isnad.Source, err error) {
	for _, x := range s.sources {
		if !x.Paused && !x.Health.NextPoll.After(at) {
			due = append(due, x)
		}
	}
	slices.SortFunc(due, func(a, b isnad.Source) int {
		return cmp.Or(a.Health.NextPoll.Compare(b.Health.NextPoll), cmp.Compare(a.ID, b.ID))
	})
	return due[:min(len(due), n)], nil
}

func (s *simulation) Progress(_ context.Context, key string) (string, error) {
	return s.progress[key], nil
}
func (s *simulation) Decisions(context.Context) ([]isnad.Decision, error) { return nil, nil }
func (s *simulation) Stories(context.Context, isnad.StoryFilter) (*isnad.StoryList, error) {
	return &isnad.StoryList{}, nil
}
func (s *simulation) Editions(context.Context, string) ([]isnad.Edition, error) { return nil, nil }
func (s *simulation) Update(_ context.Context, fn func(isnad.Tx) error) error {
	return fn(simulatedTx{s: s})
}

// simulatedTx changes a simulation at once: nothing fails there, so nothing is taken back.
type simulatedTx struct {
	isnad.Tx // unused methods
	s        *simulation
}

func (t simulatedTx) PutSource(x *isnad.Source) error { t.s.sources[x.ID] = *x; return nil }

func (t simulatedTx) ChangeSource(id string, change func(*isnad.Source)) error {
	x, ok := t.s.sources[id]
	if !ok {
		return isnad.ErrNotFound
	}
	change(&x)
	t.s.sources[id] = x
	return nil
}

func (t simulatedTx) SaveProgress(key, value string) error { t.s.progress[key] = value; return nil }

func (t simulatedTx) Claim(key string) (bool, error) {
	if t.s.progress[key] != "" {
		return false, nil
	}
	t.s.progress[key] = "known"
	return true, nil
}

func (t simulatedTx) AddCapture(*isnad.Capture) (bool, error) { return true, nil }

func (t simulatedTx) Enqueue(jobs ...isnad.Job) error {
	for _, j := range jobs {
		name := string(j.Kind) + " " + j.Key
		if t.s.waiting[name] {
			continue
		}
		t.s.waiting[name] = true
		t.s.serial++
		j.ID = t.s.serial
		heap.Push(&t.s.queue, j)
	}
	return nil
}

func (t simulatedTx) Complete(j isnad.Job) error {
	delete(t.s.waiting, string(j.Kind)+" "+j.Key)
	return nil
}

// simulatedArchive keeps in memory what is read again.
type simulatedArchive simulation

func (a *simulatedArchive) Append(_ context.Context, c *isnad.Capture) error {
	a.places++
	c.WARC = fmt.Sprintf("memory#%d", a.places)
	if c.Error != "" {
		a.failures++
	}
	if len(c.Body) > 0 {
		a.captures[c.WARC] = c
	}
	return nil
}

func (a *simulatedArchive) Read(_ context.Context, place string) (*isnad.Capture, error) {
	c := a.captures[place]
	if c == nil {
		return nil, isnad.ErrNotFound
	}
	delete(a.captures, place)
	return c, nil
}

func (a *simulatedArchive) Captures(context.Context) iter.Seq2[*isnad.Capture, error] { return nil }

func (a *simulatedArchive) Close() error { return nil }

// Articles are counted and not kept: what is asserted is that each comes once.
func (s *simulation) Article(context.Context, string) (*isnad.Article, error) {
	return nil, isnad.ErrNotFound
}

func (s *simulation) Articles(context.Context, isnad.ArticleFilter) iter.Seq2[*isnad.Article, error] {
	return func(func(*isnad.Article, error) bool) {}
}

func (t simulatedTx) PutArticle(a *isnad.Article, _ isnad.Terms) error {
	t.s.articles[a.ID]++
	return nil
}

func (t simulatedTx) FindStory(string) (*isnad.Story, error) { return nil, isnad.ErrNotFound }
func (t simulatedTx) PutStory(*isnad.Story) error            { return nil }
func (t simulatedTx) DropStory(string) error                 { return nil }
func (t simulatedTx) Link(string, isnad.Links) error         { return nil }
func (t simulatedTx) KeepEdition(*isnad.Edition) error       { return nil }

// Leases are always had: a simulation is alone.
func (s *simulation) Lease(_ context.Context, name string, lasts time.Duration) (*isnad.Lease, error) {
	s.fence++
	return &isnad.Lease{Name: name, Fence: s.fence, Until: time.Now().Add(lasts)}, nil
}

func (s *simulation) Renew(context.Context, *isnad.Lease, time.Duration) error   { return nil }
func (s *simulation) Release(context.Context, *isnad.Lease, time.Duration) error { return nil }
func (t simulatedTx) Holds(isnad.Lease) error                                    { return nil }
