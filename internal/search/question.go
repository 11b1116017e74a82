package search

import (
	"slices"
	"strings"

	"isnad"
)

// isQuestion reports a question mark, or an interrogative that leads at least three further words («من» and «ما» have
// other uses in shorter texts).
func isQuestion(words []string) bool {
	if slices.ContainsFunc(words, hasQuestionMark) {
		return true
	}
	return len(words) >= 4 && meaning("question", words[0]) != ""
}

func hasQuestionMark(text string) bool { return strings.ContainsAny(text, "؟?") }

// readQuestion takes the interrogatives out of a question, with the pronoun after them («من هو»): they say what is asked for,
// and no answer holds them. What they say goes into Expect.
func readQuestion(q *isnad.Query) {
	kept := make([]isnad.Clause, 0, len(q.Clauses))
	after := false // an interrogative was just left out
	for _, c := range q.Clauses {
		word := ""
		if c.Kind == isnad.WordClause {
			word = c.Terms[0].Surface
		}
		asks := meaning("question", word)
		switch {
		case asks == "any", asks != "":
			expect(q, asks)
			after = true
			continue
		case after && meaning("pronoun", word) != "":
			continue
		case after:
			expect(q, meaning("asked", word)) // «في أي عام», «ما عدد»
		}
		kept, after = append(kept, c), false
	}
	if len(kept) > 0 {
		q.Clauses = kept
	}
}

// expect keeps the first thing that the question asks for.
func expect(q *isnad.Query, what string) {
	if q.Expect == "" && what != "any" {
		q.Expect = isnad.Expectation(what)
	}
}
