package story

import (
	"math"
	"strings"

	"isnad"
	"isnad/arabic"
)

// The length of a headline that says what happened: shorter ones name a subject, longer ones are a first sentence.
const (
	shortHeadline = 4
	longHeadline  = 14
)

// headline chooses the members' best: the one whose words the others share most, of usual length, that neither asks nor
// advertises a picture. Of equals the earliest.
func headline(members []isnad.Member) (title, of string) {
	stems := make([][]string, len(members))
	in := map[string]float64{}
	for i := range members {
		stems[i] = headlineStems(members[i].Title)
		for _, s := range stems[i] {
			in[s]++
		}
	}
	best := math.Inf(-1)
	for i := range members {
		if members[i].Title == "" {
			continue
		}
		score := 0.0
		for _, s := range stems[i] {
			score += (in[s] - 1) * rarity(s)
		}
		n := float64(len(stems[i]))
		score = score/(float64(len(members))*math.Sqrt(max(n, 1))) - headlineFaults(members[i].Title)
		if score > best {
			best, title, of = score, members[i].Title, members[i].Article
		}
	}
	return title, of
}

// headlineStems gives the telling stems of a headline, each once.
func headlineStems(title string) []string {
	var out []string
	seen := map[string]bool{}
	for _, t := range arabic.Analyze(title) {
		if !t.Stop && !seen[t.Stem] {
			seen[t.Stem] = true
			out = append(out, t.Stem)
		}
	}
	return out
}

// headlineFaults is what a headline loses by its form.
func headlineFaults(title string) (faults float64) {
	switch n := len(strings.Fields(title)); {
	case n < shortHeadline:
		faults += float64(shortHeadline - n)
	case n > longHeadline:
		faults += .3 * float64(n-longHeadline)
	}
	if strings.ContainsAny(title, "؟?!…") || strings.Contains(title, "...") {
		faults += 1.5
	}
	for _, word := range []string{"فيديو", "بالصور", "صور", "شاهد", "عاجل"} {
		if strings.Contains(title, word) {
			faults++
		}
	}
	return faults
}
