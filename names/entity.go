package names

import "isnad/arabic"

// Type is what an entity is.
type Type string

const (
	Person       Type = "person"
	Organisation Type = "organisation"
	Place        Type = "place"
	Outlet       Type = "outlet"    // a newspaper, broadcaster, agency or site
	Group        Type = "group"     // several unnamed people by role: «المسؤولون الإسرائيليون»
	Anonymous    Type = "anonymous" // a source that is kept unnamed: «مصادر مطلعة»
	Record       Type = "document"  // a report, statement or law that "says"
)

// How says by what a mention was tied to its entity.
type How string

const (
	Named   How = "named"   // a name, whole or in part
	ByRole  How = "role"    // an office: «وزير الخارجية الأميركي»
	Pronoun How = "pronoun" // a pronoun or a verb's ending
	Implied How = "implied" // the context alone
)

// Mention is one place where an entity is spoken of.
type Mention struct {
	arabic.Span
	Text string `json:"text"`
	How  How    `json:"how,omitempty"`
}

// Entity is somebody or something that an article names.
type Entity struct {
	// Key is stable across articles for entities that can be told apart («نتنياهو» and «نتانياهو» share one);
	// unnamed sources have a key of their article alone.
	Key      string    `json:"key,omitempty"`
	Name     string    `json:"name"`
	Type     Type      `json:"type"`
	Latin    string    `json:"latin,omitempty"`
	Country  string    `json:"country,omitempty"` // ISO 3166 two letters, where a nisba or the gazetteer says it
	Roles    []string  `json:"roles,omitempty"`
	Mentions []Mention `json:"mentions,omitempty"`
}
