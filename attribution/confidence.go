package attribution

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"
)

//go:embed confidence.tsv
var confidenceText string

// weights are those of one logistic model: what each piece of evidence adds, in steps of 1/16.
type weights map[string]int8

// confidenceWeights reads the learned table; confidence.txt says what it was learned from.
var confidenceWeights = sync.OnceValue(func() weights {
	w := weights{}
	for name, value := range rows(confidenceText) {
		n, err := strconv.ParseInt(value, 10, 8)
		if err != nil {
			panic("attribution: confidence.tsv: " + err.Error())
		}
		w[name] = int8(n)
	}
	return w
})

// confidence is how likely both speaker and content of a statement are right, after its evidence.
func confidence(s *Statement) float64 {
	w, sum := confidenceWeights(), 0
	for _, e := range Evidence(*s) {
		sum += int(w[e])
	}
	p := 1 / (1 + math.Exp(-float64(sum)/16))
	return math.Round(p*100) / 100
}

// Evidence names what speaks for and against a statement: the rules in its trace and its own shape. The command that
// learns the weights of confidence reads it, and nothing else.
func Evidence(s Statement) []string {
	out := []string{"always", "kind " + string(s.Kind), "how " + string(s.Speaker.How), "type " + string(s.Speaker.Type)}
	for _, rule := range s.Trace {
		out = append(out, "rule "+rule)
	}
	add := func(yes bool, name string) {
		if yes {
			out = append(out, name)
		}
	}
	n := len(strings.Fields(s.Content))
	add(n <= 2, "content short")
	add(n > 2 && n <= 6, "content middling")
	add(n > 45, "content long")
	add(s.Field == "title", "title")
	add(s.Speaker.Entity != "", "speaker linked")
	add(s.Speaker.Entity == "" && s.Speaker.Mention == "", "speaker neither named here nor linked")
	m := len(strings.Fields(s.Speaker.Mention))
	add(m > 8, "mention long")
	add(m == 1, "mention of one word")
	add(len(s.Relays) > 0, "relayed")
	add(s.Act == Call || s.Act == Warn || s.Act == Accuse, "act with addressee")
	add(s.Act == Reject || s.Act == Support || s.Act == Condemn || s.Act == Deny, "act without saying")
	add(s.Act == Believe || s.Act == Express, "act of mind")
	return out
}
