package eval

import (
	"fmt"
	"path/filepath"

	"isnad/attribution"
	"isnad/internal/logit"
)

// folds is the number of parts in cross-validation; articles, not statements, are dealt out.
const folds = 5

// confidenceRidge and confidenceRounds are the settings of the model of confidence, chosen once.
const (
	confidenceRidge  = 2
	confidenceRounds = 600
)

// judged is a found statement and whether both its speaker and its content are right.
type judged struct {
	article int
	found   attribution.Statement
	right   bool
}

// judgeAll judges every statement found that is not nested, also those whose gold is optional.
func judgeAll(gold []goldArticle) []judged {
	var out []judged
	for n, g := range gold {
		m := matchStatements(g, attribution.Find(annotateText(g.text)))
		for _, p := range append(m.pairs, m.spared...) {
			out = append(out, judged{n, p.found, p.content && p.speaker})
		}
		for _, q := range m.extra {
			out = append(out, judged{n, q, false})
		}
	}
	return out
}

// ConfidenceExamples gives the evidence from which confidence is learned: every statement found in the development gold.
func ConfidenceExamples(shared string) ([]logit.Example, error) {
	gold, err := readGold(filepath.Join(shared, "data", "statements-dev"))
	if err != nil {
		return nil, err
	}
	var out []logit.Example
	for _, j := range judgeAll(gold) {
		out = append(out, logit.Example{Evidence: attribution.Evidence(j.found), Yes: j.right})
	}
	return out, nil
}

// TrainConfidence learns the weights of confidence.
func TrainConfidence(examples []logit.Example) map[string]int8 {
	return logit.Train(examples, confidenceRidge, confidenceRounds)
}

// confidenceScores adds how well confidence is calibrated: on the development gold by cross-validation over articles, on
// the held-out articles with the committed weights.
func confidenceScores(r *Report, dev, held []goldArticle) {
	all := judgeAll(dev)
	odds := make([]float64, len(all))
	for fold := range folds {
		var train []logit.Example
		for _, j := range all {
			if j.article%folds != fold {
				train = append(train, logit.Example{Evidence: attribution.Evidence(j.found), Yes: j.right})
			}
		}
		table := TrainConfidence(train)
		for i, j := range all {
			if j.article%folds == fold {
				odds[i] = logit.Odds(table, attribution.Evidence(j.found))
			}
		}
	}
	calibration(r, "", all, odds)
	out := judgeAll(held)
	odds = odds[:0]
	for _, j := range out {
		odds = append(odds, j.found.Confidence)
	}
	calibration(r, heldPrefix, out, odds)
}

// calibration adds the share of right ones above three thresholds, and how many lie there.
func calibration(r *Report, prefix string, all []judged, odds []float64) {
	for _, least := range []float64{.9, .8, .5} {
		n, right := 0, 0
		for i, j := range all {
			if odds[i] >= least {
				n++
				if j.right {
					right++
				}
			}
		}
		name := fmt.Sprintf("%sright at confidence %.1f and above", prefix, least)
		r.Add("isnad", name, share(right, n), n)
		r.Add("isnad", name+", share of all", share(n, len(all)), len(all))
	}
}
