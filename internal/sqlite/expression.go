package sqlite

import (
	"strings"

	"isnad/internal/plan"
)

// expression is the condition in FTS5's language; "" where it asks nothing. Tokens hold no quotes, index.Safe sees to that.
func expression(e plan.Expr) string {
	switch e.Op {
	case plan.Token, plan.Phrase:
		return `"` + strings.Join(e.Words, " ") + `"`
	case plan.Prefix:
		return `"` + e.Words[0] + `" *`
	case plan.Any, plan.All:
		of := make([]string, len(e.Of))
		for i, part := range e.Of {
			of[i] = expression(part)
		}
		joint := " AND "
		if e.Op == plan.Any {
			joint = " OR "
		}
		return "(" + strings.Join(of, joint) + ")"
	}
	return ""
}

// but joins an expression with what must not occur; "" where the expression is: FTS5 has no bare NOT.
func but(e, not string) string {
	if e == "" || not == "" {
		return e
	}
	return "(" + e + ") NOT (" + not + ")"
}
