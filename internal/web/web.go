package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"isnad"
	"isnad/internal/account"
	"isnad/internal/search"
)

// Options are what the pages need. Store and Index are required.
type Options struct {
	Store isnad.Store
	Index isnad.Index
	// Statements answers what was said; without it the pages of people and the search of statements say so. Where it is
	// nil and Index answers it too, Index is taken.
	Statements isnad.StatementIndex
	// Stories answers what belongs together. Where it is nil the Store must answer it too.
	Stories isnad.StoryStore
	// Archive gives the stored pages; without it the pages do not offer them.
	Archive isnad.Archive
	// Parse understands a reader's words; search.Parse where nil. The text of an ErrInvalid is shown to the reader.
	Parse func(text string) (isnad.Query, error)
	// Corrections keeps what editors set right; where it is nil and Store answers it too, Store is taken.
	Corrections isnad.Corrections
	// Saved keeps saved searches; where it is nil and Store answers it too, Store is taken.
	Saved isnad.SavedSearches
	// Prepare checks a saved search and gives it its ids (alert.Prepare); without it none can be saved here.
	Prepare func(s, before *isnad.SavedSearch, now time.Time) error
	// Import brings what lies in a folder into the archive, and returns when all is done or the archive is closed; without it
	// no files can be sent here. They are kept in Uploads while they are imported; what an earlier run left there is gone on
	// with at once. A form may have LargestUpload bytes; 0 is 4 GiB.
	Import        func(folder string, tell Importing) error
	Uploads       string
	LargestUpload int64
	// Arrange carries out and keeps what an editor decides of an article's story (ingest.Stories.Decide); without it stories
	// cannot be arranged here.
	Arrange func(ctx context.Context, d isnad.Decision) error
	// Discover says what stands at an address that an editor pastes; without it none can be added here.
	Discover func(ctx context.Context, address string) ([]*isnad.Source, error)
	// Door says who asks and what they may; without it everybody may everything, as on a machine of one's own.
	Door *account.Door
	// Metrics answers for /metrics; without it there is no such page.
	Metrics http.Handler
	// Now is the clock, in the reader's zone; time.Now where nil.
	Now func() time.Time
	Log *slog.Logger
	// Address is where readers reach this archive («https://isnad.example»), for links in citations; where it is empty
	// the address of the request is taken.
	Address string
}

// store is what the pages read of a Store.
type store interface {
	Article(ctx context.Context, id string) (*isnad.Article, error)
	Articles(ctx context.Context, f isnad.ArticleFilter) iter.Seq2[*isnad.Article, error]
	Sources(ctx context.Context) ([]isnad.Source, error)
	Stats(ctx context.Context) (isnad.Stats, error)
}

// captures is what the pages read of an Archive.
type captures interface {
	Read(ctx context.Context, place string) (*isnad.Capture, error)
}

// site is the handlers' shared state; all of it but the remembered figures is fixed after New.
type site struct {
	store         store
	index         isnad.Index
	statements    isnad.StatementIndex // nil where nothing answers
	stories       isnad.StoryStore
	corrections   isnad.Corrections // nil where none are kept
	writer        isnad.Store
	saved         isnad.SavedSearches
	prepare       func(s, before *isnad.SavedSearch, now time.Time) error
	queue         queue // nil where nobody answers
	discover      func(context.Context, string) ([]*isnad.Source, error)
	arrange       func(context.Context, isnad.Decision) error // nil where nobody carries decisions out
	importFiles   func(string, Importing) error               // nil where nothing is imported
	archive       captures                                    // nil where nothing is kept
	metrics       http.Handler
	parse         func(string) (isnad.Query, error)
	door          *account.Door // nil where there are no accounts
	now           func() time.Time
	log           *slog.Logger
	address       string
	uploadFolder  string
	largestUpload int64
	uploads       uploads
	pages         pageSet
	assets        assetSet

	figures  remembered[isnad.Stats]
	stale    remembered[bool]          // whether older stages made an article
	outlets  remembered[*isnad.Facets] // the most frequent outlets of the whole archive
	speakers remembered[*isnad.Facets] // the most quoted of the whole archive
}

// New gives the handler of all pages. The error is ErrInvalid for options that lack something.
func New(o Options) (http.Handler, error) {
	if o.Store == nil || o.Index == nil {
		return nil, fmt.Errorf("web.New: %w: Store and Index are required", isnad.ErrInvalid)
	}
	s := &site{store: o.Store, index: o.Index, statements: o.Statements, parse: o.Parse, door: o.Door, now: o.Now, log: o.Log, address: strings.TrimRight(o.Address, "/")}
	if o.Archive != nil {
		s.archive = o.Archive
	}
	if s.statements == nil {
		s.statements, _ = o.Index.(isnad.StatementIndex)
	}
	if s.stories = o.Stories; s.stories == nil {
		s.stories, _ = o.Store.(isnad.StoryStore)
	}
	if s.stories == nil {
		return nil, fmt.Errorf("web.New: %w: Stories is required, or a Store that has them", isnad.ErrInvalid)
	}
	s.arrange, s.importFiles, s.uploadFolder, s.largestUpload = o.Arrange, o.Import, o.Uploads, cmp.Or(o.LargestUpload, largestUpload)
	s.writer, s.discover, s.metrics = o.Store, o.Discover, o.Metrics
	if s.corrections = o.Corrections; s.corrections == nil {
		s.corrections, _ = o.Store.(isnad.Corrections)
	}
	if s.saved, s.prepare = o.Saved, o.Prepare; s.saved == nil {
		s.saved, _ = o.Store.(isnad.SavedSearches)
	}
	s.queue, _ = o.Store.(queue)
	if s.parse == nil {
		s.parse = search.Parse
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	var err error
	if s.assets, err = joinAssets(); err != nil {
		return nil, fmt.Errorf("web.New: %w", err)
	}
	if s.pages, err = parsePages(); err != nil {
		return nil, fmt.Errorf("web.New: %w", err)
	}
	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(1024))
	if err != nil {
		return nil, fmt.Errorf("web.New: %w", err)
	}
	if s.importFiles != nil {
		if err := s.resume(); err != nil {
			return nil, fmt.Errorf("web.New: uploads: %w", err)
		}
	}
	return compress(guard(s.mux())), nil
}

// policy lets a page load our style, our images and our one script, and send forms to us; nothing else.
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; form-action 'self'; " +
	"base-uri 'none'; frame-ancestors 'none'"

// guard sets what every answer carries.
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		next.ServeHTTP(w, r)
	})
}

// figuresFor is how long figures of the whole archive are shown before they are counted again.
const figuresFor = 15 * time.Second

// remembered is a figure of the whole archive, at most figuresFor old.
type remembered[T any] struct {
	sync.Mutex
	value T
	until time.Time
}

// at gives the figure, counted again where it is too old; a clock that was set back counts again too. Where counting
// fails the old figure comes with the error.
func (r *remembered[T]) at(now time.Time, count func() (T, error)) (T, error) {
	r.Lock()
	defer r.Unlock()
	if now.Before(r.until) && now.After(r.until.Add(-figuresFor)) {
		return r.value, nil
	}
	value, err := count()
	if err != nil {
		return r.value, err
	}
	r.value, r.until = value, now.Add(figuresFor)
	return value, nil
}

// stats gives the archive's figures. A page is worth showing without them, so a failure is logged and gives the last.
func (s *site) stats(ctx context.Context) isnad.Stats {
	stats, err := s.figures.at(s.now(), func() (isnad.Stats, error) { return s.store.Stats(ctx) })
	if err != nil && !errors.Is(err, context.Canceled) {
		s.log.Warn("figures of the archive", "error", err)
	}
	return stats
}
