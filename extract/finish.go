package extract

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"isnad/arabic"
)

// finish makes a document's paragraphs and tags of what was gathered and repairs what was fused and misspelt.
func finish(d *Document, body []block, tags string) {
	m := mender{d: d, text: joined(body)}
	for _, b := range body {
		m.add(b)
	}
	d.Lang, _ = language(d)
	d.Title = m.spell(norm.NFC.String(d.Title))
	for i, p := range d.Paragraphs {
		d.Paragraphs[i] = m.spell(p)
	}
	if tags != "" {
		d.Tags = append(d.Tags, splitTags(m.spell(norm.NFC.String(tags)), d)...)
	}
}

// mender adds paragraphs to a document and mends what aggregators fuse.
type mender struct {
	d    *Document
	text string // the whole article as gathered

	asked int
}

func joined(body []block) string {
	var b strings.Builder
	for _, k := range body {
		b.WriteString(k.text)
		b.WriteByte('\n')
	}
	return b.String()
}

// elsewhere reports whether the article uses a word more than once, so that it is a word. After many questions, which no
// article asks, it says so of every word, which leaves all as it is.
func (m *mender) elsewhere(word string) bool {
	m.asked++
	return m.asked > mostAsked || strings.Count(m.text[:min(len(m.text), 256<<10)], word) > 1
}

const mostAsked = 64

// add puts one block into the document: as it is, without a label fused to its first word, or as the subheading and
// the paragraph that were fused in it.
func (m *mender) add(b block) {
	text := norm.NFC.String(b.text)
	if fixed, found, became, ok := unfuseLabel(text); ok {
		m.d.Repairs = append(m.d.Repairs, Repair{Kind: "fused-label", Found: found, Became: became})
		text = fixed
	}
	if head, rest, found, became, ok := unfuseHeading(text, m.elsewhere); ok && b.kind != Heading {
		m.d.Repairs = append(m.d.Repairs, Repair{Kind: "fused-heading", Found: found, Became: became})
		m.put(head, Heading)
		m.put(rest, b.kind)
		return
	}
	m.put(text, b.kind)
}

func (m *mender) put(text string, kind BlockKind) {
	text, repairs := unfuseWords(text)
	m.d.Repairs = append(m.d.Repairs, repairs...)
	if kind != "" {
		m.d.Blocks = append(m.d.Blocks, Block{Paragraph: len(m.d.Paragraphs), Kind: kind})
	}
	m.d.Paragraphs = append(m.d.Paragraphs, text)
}

// spell writes Persian and Urdu letters that stand for Arabic ones as those, in Arabic text, and records each word.
func (m *mender) spell(text string) string {
	if _, changed := arabic.PlainSpelling(text); !changed || m.d.Lang != "" && m.d.Lang != "ar" {
		return text
	}
	words := strings.SplitAfter(text, " ")
	for i, w := range words {
		if fixed, changed := arabic.PlainSpelling(w); changed {
			words[i] = fixed
			m.d.Repairs = append(m.d.Repairs, Repair{Kind: "persian-letter", Found: strings.TrimSpace(w), Became: strings.TrimSpace(fixed)})
		}
	}
	return strings.Join(words, "")
}
