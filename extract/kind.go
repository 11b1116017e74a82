package extract

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"isnad/arabic"
)

// PageKind says what a page is.
type PageKind string

const (
	KindArticle       PageKind = "article"
	KindSeveral       PageKind = "several"        // more than one article
	KindSectionFront  PageKind = "section-front"  // a list of headlines
	KindVideo         PageKind = "video"          // a film with a line or two about it
	KindError         PageKind = "error"          // not found, moved, server trouble
	KindConsent       PageKind = "consent"        // asks for consent to cookies before it shows anything
	KindLogin         PageKind = "login"          // asks for an account or a subscription
	KindEmpty         PageKind = "empty"          // no text
	KindOtherLanguage PageKind = "other-language" // an article, but not in Arabic
	KindNotText       PageKind = "not-text"       // a picture, an archive, a PDF
)

//go:embed kinds.tsv
var kindsText string

// leastArticle is the text, in code points, below which a page must show by other signs that it is an article.
const leastArticle = 140

// phrases are those of kinds.tsv by kind, folded.
var phrases = sync.OnceValue(func() map[PageKind][]string {
	table := map[PageKind][]string{}
	for _, f := range tableLines(kindsText, 2) {
		table[PageKind(f[0])] = append(table[PageKind(f[0])], titleKey(f[1]))
	}
	return table
})

// judge says what a page is whose best text is body: KindArticle, or what else and why. A long text is an article
// whatever stands around it; a short one is asked for the signs of errors, walls, films and lists.
func (p *page) judge(d *Document, e *evidence, body int) (PageKind, string) {
	if body < 700 {
		shown := p.shownText()
		title := titleKey(strings.Join(append(append([]string{d.Title}, e.titles...), headTexts(e)...), " \n "))
		for _, kind := range [...]PageKind{KindError, KindConsent, KindLogin} {
			said := shown
			if kind == KindConsent && body >= leastArticle { // a dialogue may lie over an article that is there
				said = titleKey(strings.Join(d.Paragraphs, "\n"))
			}
			if why := speaksOf(kind, title, said, body); why != "" {
				return kind, why
			}
		}
	}
	if why := p.isVideo(e, body); why != "" {
		return KindVideo, why
	}
	if why := p.isFront(e, body); why != "" {
		return KindSectionFront, why
	}
	if body < leastArticle && (!e.saysArticle() || body < 40) {
		return KindEmpty, "no text that could be an article"
	}
	return KindArticle, ""
}

// saysArticle reports whether the page declares that it is an article.
func (e *evidence) saysArticle() bool {
	return strings.EqualFold(e.one("og:type"), "article") || strings.HasSuffix(e.ld.kind, "Article") || e.one("article:published_time") != ""
}

// shownText gives the page's text in reading order, up to some thousand letters, folded.
func (p *page) shownText() string {
	var b strings.Builder
	for _, k := range p.blocks {
		if b.Len() > 12000 {
			break
		}
		b.WriteString(k.text)
		b.WriteByte('\n')
	}
	return titleKey(b.String())
}

// speaksOf reports the phrase by which a page is of a kind: in its title or headline, or, where it holds little text, in
// that text.
func speaksOf(kind PageKind, title, shown string, body int) string {
	for _, ph := range phrases()[kind] {
		if strings.Contains(" "+title+" ", " "+ph+" ") && body < 500 || body < 250 && strings.Contains(" "+shown+" ", " "+ph+" ") && len(strings.Fields(ph)) > 1 {
			return "it says «" + ph + "»"
		}
	}
	return ""
}

// isVideo tells a film's page: declared as one, or showing a player, with a line or two of text.
func (p *page) isVideo(e *evidence, body int) string {
	declared := strings.HasPrefix(e.one("og:type"), "video") || e.ld.kind == "VideoObject"
	if body < 400 && declared {
		return "a film is declared and there are a few lines of text"
	}
	if body < leastArticle && p.hasPlayer() {
		return "a player with a few lines of text"
	}
	return ""
}

// hasPlayer reports whether the page embeds a film.
func (p *page) hasPlayer() bool {
	found := false
	var visit func(n *node)
	visit = func(n *node) {
		src := n.attr("src")
		if n.tag == "video" || n.tag == "iframe" && (strings.Contains(src, "youtube") || strings.Contains(src, "dailymotion") || strings.Contains(src, "vimeo") || strings.Contains(src, "player")) {
			found = true
		}
		for c := n.first; c != nil && !found; c = c.next {
			if c.tag != "" {
				visit(c)
			}
		}
	}
	visit(p.tree.root)
	return found
}

// isFront tells a list of headlines: many linked lines as long as headlines, and hardly any running text beside what
// was found, which no evidence calls an article.
func (p *page) isFront(e *evidence, body int) string {
	headlines := 0
	for _, b := range p.blocks {
		if b.chars >= 25 && b.chars <= 170 && b.links*10 >= b.chars*8 && !p.hard[b.owner.id] {
			headlines++
		}
	}
	if e.saysArticle() && (body >= leastArticle || headlines < 10) {
		return ""
	}
	if p.row >= 4 {
		return "a row of headlines with a line under each"
	}
	if headlines >= 10 && body < 300 || headlines >= 25 && body < 900 && !e.saysArticle() && e.ld.published == "" {
		return "a list of headlines"
	}
	if headlines >= 3 && body < 60 {
		return "a few headlines and no text"
	}
	return ""
}

// language tells Arabic from the other languages of pages; ok is false where the text is an article in another one.
func language(d *Document) (lang string, ok bool) {
	text := d.Title + "\n" + strings.Join(d.Paragraphs, "\n")
	if len(text) > 20000 {
		text = strings.ToValidUTF8(text[:20000], "")
	}
	lang = arabic.Language(text)
	if lang == "en" {
		lang = latinLanguage(d)
	}
	return lang, lang == "ar" || lang == ""
}

// latinLanguage keeps what is written in Latin letters from all being called English: only common words prove it.
func latinLanguage(d *Document) string {
	words := strings.Fields(strings.ToLower(strings.Join(d.Paragraphs, " ")))
	n := 0
	for _, w := range words[:min(len(words), 400)] {
		switch w {
		case "the", "of", "and", "to", "in", "is", "that", "was", "for", "with":
			n++
		}
	}
	if n*12 >= min(len(words), 400) {
		return "en"
	}
	return "und"
}

// length counts the code points of paragraphs.
func length(paragraphs []string) int {
	n := 0
	for _, p := range paragraphs {
		n += utf8.RuneCountInString(p)
	}
	return n
}
