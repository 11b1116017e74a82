package isnad

import (
	"context"
	"time"

	"isnad/attribution"
)

// SavedKind says what a saved search finds.
type SavedKind string

const (
	SavedArticles   SavedKind = "articles"
	SavedStatements SavedKind = "statements"
)

// SavedSearch is a question that is asked again of all that comes into the archive.
type SavedSearch struct {
	ID       string
	Owner    string // the account's id; empty where there are no accounts
	Name     string
	Text     string // in the query language
	Kind     SavedKind
	FeedKey  string // opens its feed without signing in
	Channels []Channel
	Created  time.Time
	// After is the number of the last change that was there when its question was put; what came by then is not told. The store
	// gives it.
	After int64
}

// ChannelKind is the way by which findings are told.
type ChannelKind string

const (
	Webhook    ChannelKind = "webhook" // a message a finding, posted and signed
	MailDigest ChannelKind = "mail"    // what was found since the last mail, in one
)

// Channel tells somebody what a saved search found. A feed needs none: each saved search has one.
type Channel struct {
	ID     string
	Kind   ChannelKind
	Target string        // the address to post to, or the mail address
	Secret string        // of a webhook: "whsec_" and base64, by which its receiver verifies the signature
	Every  time.Duration // of a mail: the shortest time between two; 0 is a day
	Paused bool
}

// Finding is one article or statement that a saved search found, once for each form in which it appeared.
type Finding struct {
	Number   int64  // in order of finding; given by the store
	Search   string // the saved search's id
	Item     string // what was found, the same for the same words; of one search each is found once
	At       time.Time
	Edited   bool // an edit brought it into an article that was there before
	Article  Hit
	Sentence string // the sentence that matched, with Marks in it, byte offsets
	Marks    []Mark
	// Statement is what was found by a search of statements.
	Statement *attribution.Statement
}

// SavedSearches is the record of what readers asked to be told, and of what was found.
type SavedSearches interface {
	// SavedSearch gives the saved search of that id, or ErrNotFound.
	SavedSearch(ctx context.Context, id string) (*SavedSearch, error)
	// SavedSearches gives those of an owner, oldest first; with all those of everybody.
	SavedSearches(ctx context.Context, owner string, all bool) ([]SavedSearch, error)
	// PutSavedSearch stores the saved search under its id. It finds what comes into the archive from then on; one of another text
	// or kind than before counts as new.
	PutSavedSearch(ctx context.Context, s *SavedSearch) error
	// DropSavedSearch removes it with its findings and what waits to be told; ErrNotFound where there is none.
	DropSavedSearch(ctx context.Context, id string) error
	// Findings gives up to n findings of a saved search with numbers below the one given (0 is no bound), newest first.
	Findings(ctx context.Context, search string, below int64, n int) ([]Finding, error)
}

// Change is an article that came into the archive, or whose words changed.
type Change struct {
	Number  int64 // in order of change
	Article string
	At      time.Time
	Edited  bool
}

// DeliveryState is how far a delivery has come.
type DeliveryState string

const (
	Waiting   DeliveryState = "waiting"
	Delivered DeliveryState = "delivered"
	GivenUp   DeliveryState = "given up" // tried for days; Reason says what happened last
)

// Delivery is one finding on its way through one channel.
type Delivery struct {
	ID        string // the same on every try, so that a receiver can tell repeats
	Search    string
	Channel   string
	State     DeliveryState
	Tries     int
	NotBefore time.Time
	Reason    string // why the last try failed, for people
	Finding   Finding
}

// Outbox is what lies between the archive's changes and those who want to be told: a change is recorded in the transaction
// that stored its article, findings and what is to be delivered in the one that moves on in the changes.
type Outbox interface {
	// Changes gives up to n changes that no MoveOn has passed yet, in order.
	Changes(ctx context.Context, n int) ([]Change, error)
	// MoveOn stores findings, those that are new, and the deliveries of these (each names its finding by Search and
	// Finding.Item), and passes the changes up to the given number, in one transaction.
	MoveOn(ctx context.Context, to int64, found []Finding, through []Delivery) error
	// DueDeliveries gives up to n waiting deliveries whose time has come at now, oldest first.
	DueDeliveries(ctx context.Context, now time.Time, n int) ([]Delivery, error)
	// Settle stores the state, tries, time and reason of deliveries that were tried.
	Settle(ctx context.Context, tried []Delivery) error
	// Deliveries gives the last n deliveries of a saved search, newest first.
	Deliveries(ctx context.Context, search string, n int) ([]Delivery, error)
	// Trim forgets changes from before the time and reports how many. What MoveOn has not passed stays, and what an account
	// starred; numbers go on where they were.
	Trim(ctx context.Context, before time.Time) (int, error)
}

// Matcher says which of a few articles, those that came in, answer a query. A question asks for all its words.
type Matcher interface {
	// Matching gives the articles that match, with the words that matched marked, in order of day.
	Matching(ctx context.Context, q Query, articles []string) ([]Hit, error)
	// MatchingStatements gives the statements of the articles that match, in order of the article's day and their place in it.
	MatchingStatements(ctx context.Context, q Query, articles []string) ([]FoundStatement, error)
}
