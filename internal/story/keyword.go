package story

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"isnad"
	"isnad/arabic"
	"isnad/names"
)

const (
	longestPhrase = 4  // words of a keyword; editors' longer ones are under one in a hundred
	mostKeywords  = 10 // given for an article
)

// candidate is a phrase of an article under all its spellings.
type candidate struct {
	stems    []string
	worth    []stemWorth  // of the stems
	longer   []*candidate // phrases of one word more that hold it
	forms    []spelling
	count    int
	first    int // word at which it stands first
	title    bool
	score    float64
	cohesive bool // its words stand together nearly always: «وقف إطلاق النار»
}

// spelling is one way to write a phrase, and how often it is met.
type spelling struct {
	text string
	n    int
}

// spelt counts one more occurrence of the spelling.
func (c *candidate) spelt(text string) {
	for i := range c.forms {
		if c.forms[i].text == text {
			c.forms[i].n++
			return
		}
	}
	c.forms = append(c.forms, spelling{text, 1})
}

// Keywords chooses what the article is about: phrases of up to four words as the text writes them, the best first,
// scored from 1 down. Word frequencies, place, and how readily editors take a word into a keyword decide (rarity.txt).
func Keywords(a *isnad.Article, t isnad.Terms) []isnad.Keyword {
	found := newPhrases(len(t.Title) + len(t.Text))
	defer found.close()
	found.gather(a.Title, t.Title, true)
	found.gather(a.Text(), t.Text, false)
	list := found.list
	for _, c := range list {
		c.cohesive = found.cohesive(c)
		c.rate()
	}
	slices.SortFunc(list, func(a, b *candidate) int {
		if by := cmp.Compare(b.score, a.score); by != 0 {
			return by
		}
		return slices.Compare(a.stems, b.stems)
	})
	var out []isnad.Keyword
	people := fullNames(a)
	for _, c := range list {
		if len(out) == mostKeywords || c.score <= 0 {
			break
		}
		if c.saidBetter() {
			continue
		}
		text := c.spelling()
		if full := people[arabic.Fold(text)]; full != "" {
			text = full
		}
		if !slices.ContainsFunc(out, func(k isnad.Keyword) bool { return k.Text == text }) {
			out = append(out, isnad.Keyword{Text: text, Score: c.score / list[0].score})
		}
	}
	return out
}

// fullNames gives for the parts of people's names the whole name, where the article has it and nobody else of that part:
// «نتنياهو» is «بنيامين نتنياهو».
func fullNames(a *isnad.Article) map[string]string {
	out, text := map[string]string{}, arabic.Fold(a.Title+"\n"+a.Text())
	for _, e := range a.Entities {
		if e.Type != names.Person || !strings.Contains(e.Name, " ") || !strings.Contains(text, arabic.Fold(e.Name)) {
			continue
		}
		words := strings.Fields(e.Name)
		for i := range words {
			for k := i + 1; k <= len(words); k++ {
				part := arabic.Fold(strings.Join(words[i:k], " "))
				if other, ok := out[part]; ok && other != e.Name {
					out[part] = "" // two people share it
				} else {
					out[part] = e.Name
				}
			}
		}
	}
	return out
}

// mostlyWithin is the share of a phrase's occurrences from which a longer phrase that holds it says it better.
const mostlyWithin = .9

// saidBetter reports whether a longer phrase of the article says it better: «المتحدة» stands in «الولايات المتحدة» nearly always.
func (c *candidate) saidBetter() bool {
	for _, o := range c.longer {
		if o.count > 1 && float64(o.count) >= mostlyWithin*float64(c.count) {
			return true
		}
	}
	return false
}

// spaced is the text with one space for each run of white space.
func spaced(text string) string {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c >= 0x80 && c != 0xC2 && c != 0xE2 && c != 0xE3 && c != 0xE1 { // the first bytes of the spaces beyond ASCII
			continue
		} else if c > ' ' && c < 0x80 || c == ' ' && i > 0 && i+1 < len(text) && text[i+1] != ' ' {
			continue
		}
		return strings.Join(strings.Fields(text), " ")
	}
	return text
}

// rate scores the phrase: how often and how early, how rare its words, and how readily editors take its weakest word.
func (c *candidate) rate() {
	rare, key, least := 0.0, 0.0, 1.0
	for _, w := range c.worth {
		rare, key, least = rare+w.rarity, key+w.keyness, min(least, w.keyness)
	}
	n := float64(len(c.stems))
	if c.cohesive { // editors take such a phrase whole, whatever its words are worth alone
		key, least = max(key, cohesiveKeyness*n), max(least, unseenKeyness)
	}
	c.score = math.Log1p(float64(c.count)) * math.Sqrt(rare/n) * (key/n + least) / 2
	c.score /= 1 + math.Log1p(float64(c.first)/leadWords)
	if c.title {
		c.score *= 1.5
	}
	if len(c.stems) > 1 && c.count == 1 && !c.title {
		c.score *= .7
	}
}

// spelling is the form most often written, of those that are not another form with a clitic before it; of equals the
// shorter, then the first in order.
func (c *candidate) spelling() string {
	best := ""
	most := 0
	for _, f := range c.forms {
		if c.cliticBefore(f.text) {
			continue
		}
		if best == "" || cmp.Or(cmp.Compare(f.n, most), cmp.Compare(len(best), len(f.text)), strings.Compare(best, f.text)) > 0 {
			best, most = f.text, f.n
		}
	}
	return c.bare(best)
}

// bare takes a clitic off the first word of a form, where what is left is still its stem: «للأمم المتحدة» is «الأمم المتحدة».
func (c *candidate) bare(form string) string {
	if len(c.stems) == 0 {
		return form
	}
	stem := c.stems[0]
	if rest, ok := strings.CutPrefix(form, "لل"); ok && strings.HasPrefix(arabic.Fold(rest), stem) && !strings.HasPrefix(stem, "لل") {
		return "ال" + rest
	}
	for _, clitic := range []string{"و", "ف", "ب", "ل", "ك"} {
		rest, ok := strings.CutPrefix(form, clitic)
		if !ok || strings.HasPrefix(stem, clitic) {
			continue
		}
		if plain := arabic.Fold(rest); strings.HasPrefix(plain, stem) || strings.HasPrefix(plain, "ال"+stem) {
			return rest
		}
	}
	return form
}

// cliticBefore reports whether the form less its first letter, one that may be a clitic, is a form too.
func (c *candidate) cliticBefore(form string) bool {
	for _, clitic := range []string{"و", "ف", "ب", "ل", "ك"} {
		if rest, ok := strings.CutPrefix(form, clitic); ok && slices.ContainsFunc(c.forms, func(f spelling) bool { return f.text == rest }) {
			return true
		}
	}
	return false
}
