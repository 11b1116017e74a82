package story

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"isnad"
	"isnad/arabic"
)

const (
	longestPhrase = 4  // words of a keyword; editors' longer ones are under one in a hundred
	mostKeywords  = 10 // given for an article
)

// candidate is a phrase of an article under all its spellings.
type candidate struct {
	stems []string
	forms map[string]int
	count int
	first int // word at which it stands first
	title bool
	score float64
}

// Keywords chooses what the article is about: phrases of up to four words as the text writes them, the best first,
// scored from 1 down. Word frequencies, place, and how readily editors take a word into a keyword decide (rarity.txt).
func Keywords(a *isnad.Article, t isnad.Terms) []isnad.Keyword {
	found := map[string]*candidate{}
	gather(found, a.Title, t.Title, true)
	gather(found, a.Text(), t.Text, false)
	list := make([]*candidate, 0, len(found))
	for _, c := range found {
		c.rate()
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), slices.Compare(a.stems, b.stems))
	})
	var out []isnad.Keyword
	for _, c := range list {
		if len(out) == mostKeywords || c.score <= 0 {
			break
		}
		out = append(out, isnad.Keyword{Text: c.spelling(), Score: c.score / list[0].score})
	}
	return out
}

// gather collects every run of up to four words that no mark parts and no stop word begins or ends.
func gather(found map[string]*candidate, text string, terms []arabic.Term, title bool) {
	for i := range terms {
		var stems []string
		for j := i; j < len(terms) && j < i+longestPhrase; j++ {
			if terms[j].Stop || j > i && strings.TrimSpace(text[terms[j-1].End:terms[j].Start]) != "" {
				break
			}
			stems = append(stems, terms[j].Stem)
			key := strings.Join(stems, " ")
			c := found[key]
			if c == nil {
				c = &candidate{stems: slices.Clone(stems), forms: map[string]int{}, first: i}
				found[key] = c
			}
			c.count++
			c.title = c.title || title
			c.forms[strings.Join(strings.Fields(text[terms[i].Start:terms[j].End]), " ")]++
		}
	}
}

// rate scores the phrase: how often and how early, how rare its words, and how readily editors take its weakest word.
func (c *candidate) rate() {
	rare, key, least := 0.0, 0.0, 1.0
	for _, s := range c.stems {
		k := keyness(s)
		rare, key, least = rare+rarity(s), key+k, min(least, k)
	}
	n := float64(len(c.stems))
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
	for form, n := range c.forms {
		if c.cliticBefore(form) {
			continue
		}
		m := c.forms[best]
		if best == "" || cmp.Or(cmp.Compare(n, m), cmp.Compare(len(best), len(form)), strings.Compare(best, form)) > 0 {
			best = form
		}
	}
	return best
}

// cliticBefore reports whether the form less its first letter, one that may be a clitic, is a form too.
func (c *candidate) cliticBefore(form string) bool {
	for _, clitic := range []string{"و", "ف", "ب", "ل", "ك"} {
		if rest, ok := strings.CutPrefix(form, clitic); ok && c.forms[rest] > 0 {
			return true
		}
	}
	return false
}
