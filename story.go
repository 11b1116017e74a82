package isnad

import (
	"time"

	"isnad/dates"
	"isnad/extract"
)

// Story (قصة) is one event as it develops: what all outlets wrote of it within days. It is made of its articles and can
// be made again from them.
type Story struct {
	// ID is that of the article with which the story began, and stays when others are merged into it or part of it leaves. Was are
	// the ids of those merged, under which readers may have linked: a StoryStore leads from them to this one.
	ID  string   `json:"id"`
	Was []string `json:"was,omitempty"`
	// Thread is the id of the thread the story belongs to: that of its first story. Empty where it is tied to no other.
	Thread string `json:"thread,omitempty"`
	// Title is the best headline of the members, TitleOf the article that has it.
	Title   string     `json:"title"`
	TitleOf string     `json:"title_of,omitempty"`
	First   dates.Date `json:"first,omitzero"` // when the first article was published
	Last    dates.Date `json:"last,omitzero"`
	// Earliest is the id of the article published first; of equals the one captured first.
	Earliest string    `json:"earliest,omitempty"`
	Articles int       `json:"articles"` // number of members
	Outlets  []string  `json:"outlets,omitempty"`
	Origins  []Origin  `json:"origins,omitempty"` // independent ones, the widest carried first
	People   []Person  `json:"people,omitempty"`  // the most often named first
	Places   []Person  `json:"places,omitempty"`
	Keywords []Keyword `json:"keywords,omitempty"`
	// Copies and Members are in order of publication; a Story of a list has neither.
	Copies  []CopyGroup `json:"copies,omitempty"`
	Members []Member    `json:"members,omitempty"`
}

// Origin (منبع مستقل) is one independent source of a story: an agency with all who carry its text, or an outlet that
// wrote its own. Articles that copy one another, or credit the same agency, count as one origin.
type Origin struct {
	Name     string `json:"name"`
	Article  string `json:"article"`  // the earliest from it
	Articles int    `json:"articles"` // how many carry it
}

// Person is somebody of whom a story or thread speaks; a place has the same form.
type Person struct {
	Key      string `json:"key,omitempty"` // names.Entity.Key
	Name     string `json:"name"`
	Articles int    `json:"articles"` // members that name them
}

// Member is an article as its story lists it.
type Member struct {
	Article   string         `json:"article"`
	Title     string         `json:"title"`
	Source    extract.Outlet `json:"source,omitzero"`
	Country   string         `json:"country,omitempty"` // the outlet's, ISO 3166 two letters
	Credits   []string       `json:"credits,omitempty"`
	URL       string         `json:"url,omitempty"`
	Published dates.Date     `json:"published,omitzero"`
	Captured  time.Time      `json:"captured,omitzero"`
	Copy      string         `json:"copy,omitempty"` // id of its group of copies; empty where it has none
	Original  bool           `json:"original,omitempty"`
	Keywords  []Keyword      `json:"keywords,omitempty"`
	People    []Person       `json:"people,omitempty"`
	Places    []Person       `json:"places,omitempty"`
	Why       []Reason       `json:"why,omitempty"` // «لماذا هنا؟»; empty for the article with which the story began
}

// Reason says in words for readers why two things were put together, and by what measure.
type Reason struct {
	Kind   ReasonKind `json:"kind"`
	Words  string     `json:"words"`            // Arabic, a clause without full stop
	Of     string     `json:"of,omitempty"`     // the article or story compared with
	Weight float64    `json:"weight,omitempty"` // share in the decision, 0 to 1
}

// ReasonKind is what was found in common.
type ReasonKind string

const (
	SameText    ReasonKind = "text"     // the same text, whole or in part
	SameWords   ReasonKind = "words"    // telling words
	SamePeople  ReasonKind = "people"   // people or organisations
	SamePlace   ReasonKind = "place"    // a place
	SameTime    ReasonKind = "time"     // near in time
	SameSaying  ReasonKind = "saying"   // one utterance
	ByEditor    ReasonKind = "editor"   // an editor put it there
	MergedStory ReasonKind = "merged"   // its story was merged into this one
	SplitStory  ReasonKind = "split"    // its story parted from another that had drifted apart
	OnePage     ReasonKind = "one page" // the page itself puts them side by side
)

// CopyGroup is one text in several articles: as it came, cut or lightly edited.
type CopyGroup struct {
	ID       string      `json:"id"`       // of the article whose text was met first
	Original string      `json:"original"` // the article taken for the original
	How      OriginalHow `json:"how"`
	Origin   string      `json:"origin,omitempty"` // the agency or outlet whose text it is
	Articles []string    `json:"articles"`         // in order of publication, the original among them
}

// OriginalHow is how the original of a group of copies was decided.
type OriginalHow string

const (
	OriginalAgency   OriginalHow = "agency"   // it appeared at the agency that the copies credit
	OriginalCredited OriginalHow = "credited" // the copies credit its outlet
	OriginalEarliest OriginalHow = "earliest" // it was published first
)

// Thread is stories tied over months by people, place and matter: how a position changed.
type Thread struct {
	ID       string     `json:"id"` // that of its first story
	Title    string     `json:"title"`
	First    dates.Date `json:"first,omitzero"`
	Last     dates.Date `json:"last,omitzero"`
	People   []Person   `json:"people,omitempty"`
	Keywords []Keyword  `json:"keywords,omitempty"`
	Stories  []Story    `json:"stories"` // in order of their first day, without members
}

// StoryFilter chooses stories. The zero filter is all of them, the newest first.
type StoryFilter struct {
	Since    dates.Day // stories that had an article on a day of the range
	Until    dates.Day
	Sources  []string // outlets by name or host; any of them
	Country  string   // of an outlet, ISO 3166 two letters
	Keyword  string   // a keyword in any spelling
	Person   string   // key or name of somebody they speak of
	Thread   string
	Outlets  int    // at least so many
	Articles int    // at least so many: 2 leaves out what one article alone tells
	Limit    int    // 0 is 30
	Cursor   string // where the last page ended
}

// StoryList answers a StoryFilter.
type StoryList struct {
	Stories []Story `json:"stories"` // newest first, without members
	Next    string  `json:"next,omitempty"`
}

// Links tie an article to others. They are derived from all of them, so they can change without the article.
type Links struct {
	// Story, Copy and Original are left as they are where Story is empty.
	Story    string
	Copy     string
	Original *bool // nil where Copy is empty
	// Related and SameAs are left as they are where nil. SameAs are ids of statements by the id of the article's own.
	Related []Related
	SameAs  map[string][]string
}

// Decision is what an editor decided of an article's place. Decisions stand when everything else is made again.
type Decision struct {
	Article string    `json:"article"`
	With    string    `json:"with,omitempty"` // the article in whose story it belongs; empty: in none of those it was put into
	At      time.Time `json:"at"`
	Note    string    `json:"note,omitempty"`
}
