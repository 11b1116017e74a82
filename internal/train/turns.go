package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"strings"

	"isnad/internal/logit"
	"isnad/internal/turns"
)

func init() { jobs["turns"] = trainTurns }

// Settings of the model of turns, chosen once.
const (
	turnDumps  = 2400 // texts of three articles each
	turnRidge  = 1
	turnRounds = 3000
)

// turnLine is a line that may be a headline and whether an article begins at it.
type turnLine struct {
	turn turns.Turn
	yes  bool
	dump int
}

// trainTurns learns where another article begins, from texts made of three articles of the collections each, taken at random
// with a fixed seed. The score is that of each half with the weights of the other.
func trainTurns(shared, root string, out io.Writer) error {
	var all []article
	for _, name := range []string{"saudi-2015", "mayadeen-2023", "jawhara-2013-2017"} {
		some, err := trainingArticles(shared, name)
		if err != nil {
			return err
		}
		all = append(all, some...)
	}
	rng := rand.New(rand.NewPCG(2026, 4))
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	lines := turnLines(all)
	right, found, gold := 0, 0, 0
	for fold := range 2 {
		w := fitTurns(lines, func(dump int) bool { return dump%2 != fold })
		for _, l := range lines {
			if l.dump%2 != fold {
				continue
			}
			is := w.IsArticle(l.turn)
			gold, found = gold+bit(l.yes), found+bit(is)
			right += bit(is && l.yes)
		}
	}
	score := fmt.Sprintf("score: of %d lines that may be headlines, %d of them articles', each half with the weights of the other, %.4f of those taken right and %.4f found",
		len(lines), gold, float64(right)/float64(found), float64(right)/float64(gold))
	fmt.Fprintln(out, score)
	w := fitTurns(lines, func(int) bool { return true })
	return writeWeights(filepath.Join(root, "internal", "turns", "weights.tsv"), w.Text(),
		"weights of what tells another article's headline from a subheading",
		fmt.Sprintf("data: %d texts made of three articles each of SaudiNewsNet, Al Mayadeen and the ANT corpus (collections for research); weights alone", turnDumps),
		"not read: the articles internal/eval holds back, one in nine", score, "made by: go run ./internal/train turns")
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// turnLines gives the lines of texts of three articles that could be headlines: all but each text's first.
func turnLines(all []article) []turnLine {
	var out []turnLine
	dump := 0
	for at := 0; at+3 <= len(all) && dump < turnDumps; at += 3 {
		var lines []string
		titles := map[int]bool{}
		for _, a := range all[at : at+3] {
			if title := strings.Join(strings.Fields(a.Title), " "); turns.IsHeadline(title) && len(a.Paragraphs) > 0 && turns.IsProse(a.Paragraphs[0]) {
				titles[len(lines)] = true
				lines = append(append(lines, title), a.Paragraphs...)
			}
		}
		if len(titles) < 2 {
			continue
		}
		read := turns.Read(lines)
		for i := 1; i < len(lines)-1; i++ {
			if turns.IsHeadline(lines[i]) && turns.IsProse(lines[i+1]) {
				out = append(out, turnLine{read.At(i), titles[i], dump})
			}
		}
		dump++
	}
	return out
}

func fitTurns(lines []turnLine, use func(dump int) bool) *turns.Weights {
	var rows [][]float64
	var yes []bool
	for _, l := range lines {
		if use(l.dump) {
			v := l.turn.Vector()
			rows, yes = append(rows, v[:]), append(yes, l.yes)
		}
	}
	w := new(turns.Weights)
	copy(w[:], logit.Fit(rows, yes, turnRidge, turnRounds))
	return w
}
