package plan

// Op is what an expression asks of its parts.
type Op int

// The zero Op asks nothing: every row fits.
const (
	Nothing Op = iota
	Token      // the token Words[0] occurs
	Phrase     // the tokens Words stand side by side
	Prefix     // some token begins with Words[0]
	Any        // one of the parts fits
	All        // all parts fit
)

// Expr is a condition on the tokens of one row.
type Expr struct {
	Op    Op
	Words []string
	Of    []Expr
}

// IsZero reports whether nothing is asked.
func (e Expr) IsZero() bool { return e.Op == Nothing }

func token(word string) Expr { return Expr{Op: Token, Words: []string{word}} }

// anyToken asks for one of the tokens.
func anyToken(tokens []string) Expr {
	of := make([]Expr, len(tokens))
	for i, t := range tokens {
		of[i] = token(t)
	}
	return anyOf(of)
}

// anyOf asks for one of the parts.
func anyOf(of []Expr) Expr { return join(Any, of) }

// AllOf asks for all of the parts; those that ask nothing are left out.
func AllOf(of ...Expr) Expr {
	var asking []Expr
	for _, e := range of {
		if !e.IsZero() {
			asking = append(asking, e)
		}
	}
	return join(All, asking)
}

func join(op Op, of []Expr) Expr {
	switch len(of) {
	case 0:
		return Expr{}
	case 1:
		return of[0]
	}
	return Expr{Op: op, Of: of}
}
