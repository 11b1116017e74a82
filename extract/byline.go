package extract

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"isnad/arabic"
	"isnad/names"
)

//go:embed agencies.tsv
var agenciesText string

//go:embed notpeople.txt
var notPeopleText string

var agencies = sync.OnceValue(func() map[string]bool { return foldedLines(agenciesText) })

var notPeople = sync.OnceValue(func() map[string]bool { return foldedLines(notPeopleText) })

func foldedLines(text string) map[string]bool {
	set := map[string]bool{}
	for _, f := range tableLines(text, 1) {
		set[labelFold(f[0])] = true
	}
	return set
}

// isAgency tells wire agencies, by the list and by the directory of outlets.
func isAgency(name string) bool {
	if agencies()[labelFold(name)] {
		return true
	}
	known, ok := names.OutletByAlias(name)
	return ok && known.Kind == "agency" && !known.Ambiguous
}

// readSource reads what a page credits («الجزيرة + وكالات»): agencies are credits; the first other name is the outlet
// whose article it is, and where the page's own site is another, that passed it on.
func readSource(d *Document, s string) {
	named := false
	for _, name := range splitNames(s) {
		switch {
		case utf8.RuneCountInString(name) > 60:
		case isAgency(name):
			d.Credits = appendNew(d.Credits, name)
		case isSiteName(name, d.Source.Name):
			named = true
		case !named:
			named = true
			if !d.Source.IsZero() {
				d.Via = append(d.Via, d.Source)
			}
			d.Source = Outlet{Name: name}
		default:
			d.Credits = appendNew(d.Credits, name)
		}
	}
}

func appendNew(list []string, s string) []string {
	for _, have := range list {
		if arabic.Fold(have) == arabic.Fold(s) {
			return list
		}
	}
	return append(list, s)
}

// splitNames cuts a list of names at plus signs, commas, strokes and semicolons.
func splitNames(s string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("+،,؛;|/", r) }) {
		if part = trimSigns(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

func trimSigns(s string) string {
	return strings.Trim(strings.TrimSpace(s), ".:-–—()[]{}«»\"'*•| \u00a0\u200f\u200e")
}

// bylinePrefix finds what stands before a name in a byline.
var bylinePrefix = regexp.MustCompile(`^(?i:كتبت?\s*[:\-–]|كتبت?\s+|كتبها\s*:?|بقلم\s*[:\-–]?|تحرير\s*[:\-–]|إعداد\s*[:\-–]?|اعداد\s*[:\-–]?|الكاتب\s*[:\-–]|بواسطة\s*[:\-–]?|المحرر\s*[:\-–]|by\s)\s*`)

// wroteLine is a byline without a colon, a line of its own: «كتبت فلانة الفلانية».
var wroteLine = regexp.MustCompile(`^كتبت?\s+\S+\s+\S+(?:\s+\S+){0,2}$`)

// bylineWithin finds a byline after other words of a line («18 مارس 2024 - كتبت: فلانة الفلانية»).
var bylineWithin = regexp.MustCompile(`(?:^|[\s|\-–,،])(?:(?:كتبت?|كتبها|الكاتبة?|المحررة?|إعداد|اعداد|تحرير)\s*[:：]|بقلم\s*[:：]?|بواسطة\s*[:：]?)\s*([^:|\d]{5,50}?)\s*(?:$|[|\d])`)

// readAuthors adds the people that a byline names, and what it says of place and agency («فلان - القاهرة - رويترز»).
func readAuthors(d *Document, s string) {
	s = bylinePrefix.ReplaceAllString(strings.TrimSpace(s), "")
	for i, part := range regexp.MustCompile(`\s+[-–—]\s+|[،,؛;|/+]|\s+و(?:=\s)`).Split(s, 6) {
		part = trimSigns(part)
		switch {
		case isAgency(part):
			d.Credits = appendNew(d.Credits, part)
		case i > 0 && strings.ContainsAny(s, "-–—") && len(d.Authors) > 0 && len(strings.Fields(part)) <= 2:
			d.Dateline = first(d.Dateline, part)
		case isPerson(part, d.Source.Name):
			d.Authors = appendNew(d.Authors, part)
		}
	}
}

// isPerson reports whether a byline's words can be a person's name: two to five words of letters, none of them a
// desk's or a site's.
func isPerson(s, site string) bool {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 5 || utf8.RuneCountInString(s) > 50 || isSiteName(s, site) || isAgency(s) {
		return false
	}
	for _, w := range words {
		if notPeople()[arabic.Fold(trimSigns(w))] {
			return false
		}
		for _, r := range w {
			if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && !strings.ContainsRune(".'’-ـ", r) {
				return false
			}
		}
	}
	return true
}

// authorMetas are the names of metas that hold an author.
var authorMetas = []string{"author", "article:author", "parsely-author", "dc.creator", "dcterms.creator", "sailthru.author", "byl", "og:author"}

// chooseAuthors fills in the authors: those the page's data says are people, else the byline readers see.
func (p *page) chooseAuthors(d *Document, e *evidence) {
	lists := [][]string{e.ld.authors, e.props["author"], e.next.authors}
	for _, k := range authorMetas {
		lists = append(lists, e.meta[k])
	}
	for _, list := range lists {
		for _, s := range list {
			if !strings.Contains(s, "://") {
				readAuthors(d, s)
			}
		}
		if d.Authors = onlyPeople(d); len(d.Authors) > 0 {
			return
		}
	}
	for _, b := range p.headBlocks() {
		if b.chars > 120 || b.kind == Heading && b.level == 1 {
			continue
		}
		if l, ok := b.label(); ok {
			if l.kind == labelAuthor {
				readAuthors(d, l.value)
			}
			continue
		}
		if m := bylineWithin.FindStringSubmatch(b.text); m != nil {
			readAuthors(d, m[1])
		} else if named := p.marksOf(b)&markAuthor != 0; named || bylinePrefix.MatchString(b.text) || wroteLine.MatchString(b.text) {
			readAuthors(d, b.text)
		}
		if len(d.Authors) > 0 {
			return
		}
	}
}

// datelineAt finds «عمّان (رويترز) -», «دمشق، سوريا (CNN) --», «القاهرة - رويترز -» at the beginning of an article.
var datelineAt = regexp.MustCompile(`^([\p{L}\p{M} ،,]{0,40}?)\s*(?:\(([^()]{1,30})\)|[-–—/]\s*([\p{L}\p{M}. ]{2,30}?))\s*[-–—:]{1,3}\s*`)

// placeAt finds a place of one to three words before a dash and a verb: «مرسى النور - نفى …».
var placeAt = regexp.MustCompile(`^([\p{L}\p{M}]{3,}(?: [\p{L}\p{M}]{2,}){0,2}) [-–—] ([\p{L}\p{M}]+)`)

// creditLine is a last line that only credits: «(وكالة …)», «نقلا عن …».
var creditLine = regexp.MustCompile(`^(?:\(\s*([^()]{2,40})\s*\)|(?:نقلا|نقلًا|نقلاً)\s+عن\s+(.{2,40}?))[.\s]*$`)

// readCredit takes the last line out of an article where it only credits somebody, and stores whom.
func readCredit(d *Document, blocks []*block) []*block {
	if len(blocks) < 2 {
		return blocks
	}
	last := blocks[len(blocks)-1]
	m := creditLine.FindStringSubmatch(last.text)
	name := ""
	if m != nil {
		name = trimSigns(first(m[1], m[2]))
	}
	_, known := names.OutletByAlias(name)
	if name == "" || !known && !isAgency(name) && m[2] == "" && !strings.HasPrefix(name, "وكالة ") {
		return blocks
	}
	d.Credits = appendNew(d.Credits, name)
	last.kept = false
	return blocks[:len(blocks)-1]
}

// readDateline reads the place and the agency that an article's first words may name. The words stay in the text.
func readDateline(d *Document) {
	if len(d.Paragraphs) == 0 {
		return
	}
	if m := placeAt.FindStringSubmatch(d.Paragraphs[0]); m != nil && d.Dateline == "" && isVerb(m[2]) && !isVerb(firstWord(m[1])) && !isAgency(m[1]) {
		d.Dateline = m[1]
		return
	}
	m := datelineAt.FindStringSubmatch(d.Paragraphs[0])
	if m == nil {
		return
	}
	place, credit := trimSigns(m[1]), trimSigns(first(m[2], m[3]))
	latin := credit != "" && credit == strings.ToUpper(credit) && arabic.Language(credit) == "en"
	agency := isAgency(credit) || strings.HasPrefix(arabic.Fold(credit), "وكاله ") || strings.HasPrefix(credit, "وكالة ")
	if !agency && !latin {
		return
	}
	if agency {
		d.Credits = appendNew(d.Credits, credit)
	}
	if n := len(strings.Fields(place)); n > 0 && n <= 4 && d.Dateline == "" {
		d.Dateline = place
	}
}
