package isnad

import (
	"context"
	"io"
	"iter"
	"time"

	"isnad/dates"
)

// Store is the system of record: articles, captures, sources, and how far long work has come.
type Store interface {
	// Article gives the article of that id, or ErrNotFound.
	Article(ctx context.Context, id string) (*Article, error)
	// Articles walks the articles that the filter lets through, each once, while writing goes on.
	Articles(ctx context.Context, f ArticleFilter) iter.Seq2[*Article, error]
	SourceStore
	// Progress gives what SaveProgress last kept under the key, "" where nothing.
	Progress(ctx context.Context, key string) (string, error)
	Stats(ctx context.Context) (Stats, error)
	// Update runs fn in one transaction: all of it is on disk when Update returns nil, none of it when it returns an error.
	// Engines may run fn again after a conflict, so fn has no effects beside those on tx.
	Update(ctx context.Context, fn func(tx Tx) error) error
}

// SourceStore is the sources' share of a Store.
type SourceStore interface {
	// Sources gives every source, ordered by id.
	Sources(ctx context.Context) ([]Source, error)
	// Source gives the source of that id, or ErrNotFound.
	Source(ctx context.Context, id string) (*Source, error)
	// Due gives at most n sources, not paused, whose next poll was to be at that time or before, the longest due first.
	Due(ctx context.Context, at time.Time, n int) ([]Source, error)
}

// Tx is what can be changed within one transaction.
type Tx interface {
	// PutArticle stores the article and indexes its terms; an article of the same id is replaced.
	PutArticle(a *Article, t Terms) error
	// HasArticle reports whether an article of that id is stored, this transaction's own included.
	HasArticle(id string) (bool, error)
	// DropArticle removes the article and all that was found in it; ErrNotFound where there is none.
	DropArticle(id string) error
	// AddCapture records an archived capture, and reports whether its digest is new.
	AddCapture(c *Capture) (bool, error)
	SourceTx
	SaveProgress(key, value string) error
	// Claim marks a key as known, and reports whether it was new: what a feed links to is fetched once.
	Claim(key string) (bool, error)
	JobTx
	StoryTx
	LeaseTx
}

// SourceTx is the sources' share of a transaction.
type SourceTx interface {
	// PutSource stores the source under its id.
	PutSource(s *Source) error
	// ChangeSource lets change alter the source as it now is, or gives ErrNotFound: what others changed meanwhile stays.
	ChangeSource(id string, change func(*Source)) error
	// DropSource forgets the source, or gives ErrNotFound; its articles stay.
	DropSource(id string) error
}

// JobTx is the queue's share of a transaction.
type JobTx interface {
	Enqueue(jobs ...Job) error
	// Complete finishes the job that is being worked on in this transaction; ErrConflict where it was given to another since, or
	// finished.
	Complete(j Job) error
}

// StoryTx is the stories' share of a transaction.
type StoryTx interface {
	// FindStory gives the story of that id, or into which it was merged, with this transaction's own changes; else ErrNotFound.
	FindStory(id string) (*Story, error)
	// PutStory stores the story with its members; one of the same id is replaced, those of the ids in Was are gone.
	PutStory(s *Story) error
	// DropStory removes the story, its articles stay; ErrNotFound where there is none.
	DropStory(id string) error
	// Link changes what ties a stored article to others, without indexing it anew; ErrNotFound where there is none.
	Link(article string, l Links) error
	// KeepEdition keeps the article as it stood before a later capture; a second one with the same words is ignored.
	KeepEdition(e *Edition) error
	// Decide records an editor's decision; one on the same article and with the same other is replaced.
	Decide(d Decision) error
}

// StoryStore reads stories, threads and editions.
//
// The article's page: [Article.Story], [Article.Copy] and [Article.Related] are on the article; the story's Member of that
// article says why it is there («لماذا هنا؟»), the CopyGroup who is the original and how that was decided; story.Compare of
// the original and the copy gives what was cut, added and reworded. Editions and story.Compare give the edits, and
// statement ids in SameAs begin with the id of their article and a point.
type StoryStore interface {
	// Stories lists what the filter lets through, that with the newest article first, without members.
	Stories(ctx context.Context, f StoryFilter) (*StoryList, error)
	// Story gives one story whole. An id that was merged into another gives that one, so that the ID differs from the one
	// asked for: the page sends readers on. The id of any article gives its story. Else ErrNotFound.
	Story(ctx context.Context, id string) (*Story, error)
	// Thread gives the thread of that id, or to which the story of that id belongs; a story alone is a thread of one.
	Thread(ctx context.Context, id string) (*Thread, error)
	// Editions gives the earlier editions of an article, oldest first, without the one that stands now.
	Editions(ctx context.Context, article string) ([]Edition, error)
	// Decisions gives editors' decisions, oldest first.
	Decisions(ctx context.Context) ([]Decision, error)
}

// ArticleFilter chooses articles. The zero filter is all of them.
type ArticleFilter struct {
	Below       Versions // only articles that some stage made at a version below this one; zero stages do not count
	Since       dates.Day
	Until       dates.Day
	Digest      string // only those of the capture with this digest
	NewestFirst bool   // else oldest first
	Limit       int    // 0 is all
}

// Index answers queries over what a Store holds. It can be dropped and made again from the articles.
type Index interface {
	Search(ctx context.Context, q Query) (*Results, error)
	// Facets counts the matches by a field, the n most frequent values first; months and years in order of time.
	Facets(ctx context.Context, q Query, field FacetField, n int) (*Facets, error)
}

// StatementIndex answers queries over the statements of what a Store holds: Clauses are looked for in their contents, Since
// and Until bound the day on which they were said (the article's where the sentence names none).
type StatementIndex interface {
	Statements(ctx context.Context, q Query) (*StatementResults, error)
	// CountSaid counts all that a speaker, named as in Query.Speakers, was reported to have said: earliest month first, the acts of
	// a month in order of their names.
	CountSaid(ctx context.Context, speaker string) ([]SaidCount, error)
}

// Worker does one job. An error puts the job back for a later try.
type Worker func(ctx context.Context, j Job) error

// Queue holds jobs until a worker has done them.
type Queue interface {
	// Work hands out jobs until ctx ends, at most n at once, and waits for those under way.
	Work(ctx context.Context, n int, workers map[JobKind]Worker) error
	// Waiting counts the jobs not yet done, by kind.
	Waiting(ctx context.Context) (map[JobKind]int, error)
}

// Archive keeps captures as they were fetched.
type Archive interface {
	// Append writes the capture, sets its WARC place, and returns when it is on disk.
	Append(ctx context.Context, c *Capture) error
	// Read gives the capture at that place, verified by its digest, or ErrNotFound or ErrCorrupt.
	Read(ctx context.Context, place string) (*Capture, error)
	// Captures walks all that is stored, in order of writing.
	Captures(ctx context.Context) iter.Seq2[*Capture, error]
	io.Closer
}
