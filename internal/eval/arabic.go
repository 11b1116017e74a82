package eval

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"isnad/arabic"
	"isnad/internal/learn"
)

// Arabic measures the cutting of clitics and the parts of speech on WikiNews, in five folds by article with models that
// have not seen the article; the sound key on the last tenth of Wikidata's name pairs; and speed beside bleve's
// Arabic analyser on the same text in the same run.
func Arabic(shared string) (Report, error) {
	r := Report{Subject: "arabic"}
	gold, err := learn.ReadGold(shared)
	if err != nil {
		return r, err
	}
	s, err := learn.Validate(gold, true)
	if err != nil {
		return r, err
	}
	share := func(right, of int) float64 { return float64(right) / float64(of) }
	r.Add("isnad", "words cut whole", share(s.Cut, s.Words), s.Words)
	r.Add("isnad", "clitics", share(s.Clitics, s.Words), s.Words)
	r.Add("isnad", "part of speech", share(s.Tag, s.Words), s.Words)
	r.Add("isnad", "part of speech, Arabic words", share(s.OfThose, s.Arabic), s.Arabic)
	r.Misses = s.Misses
	if err := soundScores(shared, &r); err != nil {
		return r, err
	}
	return r, arabicSpeed(shared, &r)
}

// soundScores asks for each held-out Latin name whether its key is that of its Arabic spelling, and how many of all
// the Arabic spellings share the key.
func soundScores(shared string, r *Report) error {
	b, err := os.ReadFile(filepath.Join(shared, "data", "names", "wikidata-translit", "wd_arabic.normalized.aligned.tokens"))
	if err != nil {
		return err
	}
	type pair struct{ latin, arabic string }
	var held []pair
	holders := map[string]int{}
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	for i, line := range lines {
		f := strings.Split(line, "\t")
		if len(f) < 2 {
			continue
		}
		p := pair{f[0], arabic.SoundKey(strings.ReplaceAll(f[1], " ", ""))}
		holders[p.arabic]++
		if i%10 == 9 {
			held = append(held, p)
		}
	}
	same, sharing := 0, 0
	for _, p := range held {
		key := arabic.SoundKey(p.latin)
		sharing += holders[key]
		if key == p.arabic {
			same++
		}
	}
	n := len(held)
	r.Add("isnad", "sound key, recall", float64(same)/float64(n), n)
	r.Notes = append(r.Notes, fmt.Sprintf("a sound key is shared by %.1f of %d Arabic names on average", float64(sharing)/float64(n), len(lines)))
	return nil
}

// arabicSpeed times whole passes over the titles and paragraphs of ARCD, the best of five each.
func arabicSpeed(shared string, r *Report) error {
	set, err := readARCD(filepath.Join(shared, "data", "retrieval", "arcd-train.json"))
	if err != nil {
		return err
	}
	text := strings.Join(set.paragraphs, "\n")
	var a arabic.Analyzer
	var terms []arabic.Term
	ours := fastest(func() { terms = a.AppendTerms(terms[:0], text) })
	rival := bleveArabic()
	theirs := fastest(func() { rival.Analyze([]byte(text)) })
	words := strings.Fields(text)
	cut := fastest(func() {
		for _, w := range words {
			arabic.Segment(w)
		}
	})
	tokens := arabic.Tokens(text)
	tag := fastest(func() { arabic.Tag(text, tokens) })
	mb := float64(len(text)) / 1e6
	r.Notes = append(r.Notes,
		fmt.Sprintf("fold, tokens and terms: %.0f MB/s; bleve ar: %.1f MB/s; ratio %.1f", mb/ours, mb/theirs, theirs/ours),
		fmt.Sprintf("clitics: %.0f words/s without a vocabulary; part of speech with clitics: %.0f tokens/s", float64(len(words))/cut, float64(len(tokens))/tag))
	return nil
}

// fastest gives the seconds of the best of five runs.
func fastest(f func()) float64 {
	best := time.Duration(0)
	for range 5 {
		start := time.Now()
		f()
		if d := time.Since(start); best == 0 || d < best {
			best = d
		}
	}
	return best.Seconds()
}
