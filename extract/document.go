package extract

import "isnad/dates"

// Outlet (الناشر) is who published, or passed on, an article.
type Outlet struct {
	Name string `json:"name,omitempty"`
	Host string `json:"host,omitempty"`
}

// IsZero reports whether nothing is known of the outlet.
func (o Outlet) IsZero() bool { return o == Outlet{} }

// BlockKind tells a paragraph that is not plain running text.
type BlockKind string

const (
	Heading   BlockKind = "heading"
	ListItem  BlockKind = "item"
	Caption   BlockKind = "caption"
	Quotation BlockKind = "quotation"
)

// Block marks one paragraph, by its index, as something other than running text.
type Block struct {
	Paragraph int       `json:"paragraph"`
	Kind      BlockKind `json:"kind"`
}

// Repair records what was mended in the text; the stored capture stays as it was.
type Repair struct {
	Kind   string `json:"kind"` // fused-label, fused-heading, persian-letter, furniture, split-page, encoding, …
	Found  string `json:"found,omitempty"`
	Became string `json:"became,omitempty"`
}

// Document is one article as its page gives it: clean text and metadata, not yet annotated.
type Document struct {
	URL          string       `json:"url,omitempty"`
	CanonicalURL string       `json:"canonical_url,omitempty"`
	Title        string       `json:"title,omitempty"`
	Source       Outlet       `json:"source,omitzero"`
	Via          []Outlet     `json:"via,omitempty"` // aggregators through which it came, nearest first
	Credits      []string     `json:"credits,omitempty"`
	Authors      []string     `json:"authors,omitempty"`
	Dateline     string       `json:"dateline,omitempty"`
	Section      string       `json:"section,omitempty"`
	Image        string       `json:"image,omitempty"`
	Lang         string       `json:"lang,omitempty"`
	Published    dates.Date   `json:"published,omitzero"`
	Modified     dates.Date   `json:"modified,omitzero"`
	Paragraphs   []string     `json:"paragraphs,omitempty"`
	Blocks       []Block      `json:"blocks,omitempty"`   // paragraphs that are not plain running text
	Captions     []string     `json:"captions,omitempty"` // words under pictures and films, which are no paragraphs
	Tags         []string     `json:"tags,omitempty"`
	Repairs      []Repair     `json:"repairs,omitempty"`
	RelatedTo    []RelatedRef `json:"-"`
}

// RelatedRef points from one document of a page to another that the page itself calls related («إقرأ أيضا»).
type RelatedRef struct {
	Title string
	URL   string
}

// Clean applies fn to the title and each paragraph and drops the paragraphs that it leaves empty; Blocks follow.
func (d *Document) Clean(fn func(string) string) {
	d.Title = fn(d.Title)
	for i, c := range d.Captions {
		d.Captions[i] = fn(c)
	}
	kept := make([]string, 0, len(d.Paragraphs))
	index := make([]int, len(d.Paragraphs)) // where each paragraph went, -1 for nowhere
	for i, p := range d.Paragraphs {
		index[i] = -1
		if p = fn(p); p != "" {
			index[i] = len(kept)
			kept = append(kept, p)
		}
	}
	d.Paragraphs = kept
	var blocks []Block
	for _, b := range d.Blocks {
		if b.Paragraph >= 0 && b.Paragraph < len(index) && index[b.Paragraph] >= 0 {
			blocks = append(blocks, Block{index[b.Paragraph], b.Kind})
		}
	}
	d.Blocks = blocks
}
