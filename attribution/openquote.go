package attribution

import "slices"

// closeOpen gives a quotation that runs over the end of its paragraph marks of no width: one that closes it at the paragraph's
// end, and one that opens it again where the next paragraph goes on up to its own closing mark. Only marks of two shapes are
// asked, and only where speech is introduced.
func (v *view) closeOpen() {
	var marks []inserted
	carried := "" // the opening mark that is still open
	for from := 0; from < len(v.tokens); {
		to := from
		for to < len(v.tokens) && v.tokens[to].shape != brk {
			to++
		}
		if carried != "" {
			marks = append(marks, inserted{from, virtual(v.tokens[from].start, carried, open)})
		}
		last := v.unclosed(from, to, carried != "")
		switch {
		case last >= 0 && (v.spokenBefore(last) || carried != "" && last == from):
			raw := carried
			if raw == "" {
				raw = v.tokens[last].raw
			}
			marks = append(marks, inserted{to, virtual(v.tokens[to-1].end, partner(raw), shut)})
			carried = ""
			if to+1 < len(v.tokens) && v.shutsFirst(to+1, raw) {
				carried = raw
			}
		default:
			carried = ""
		}
		from = to + 1
	}
	v.insert(marks)
}

// inserted is a mark of no width that is to stand before a token.
type inserted struct {
	before int
	token
}

// insert puts marks, which are in order, among the tokens; most texts need none.
func (v *view) insert(marks []inserted) {
	if len(marks) == 0 {
		return
	}
	out, done := make([]token, 0, len(v.tokens)+len(marks)), 0
	for _, m := range marks {
		out = append(append(out, v.tokens[done:m.before]...), m.token)
		done = m.before
	}
	v.tokens = append(out, v.tokens[done:]...)
}

func virtual(at int, raw string, s shape) token {
	return token{start: at, end: at, raw: raw, shape: s, mate: -1, quote: -1}
}

func partner(raw string) string {
	if raw == "“" {
		return "”"
	}
	return "»"
}

// unclosed gives the paragraph's last opening mark without a partner, -1 for none. A carried quotation that no mark closes
// counts from the paragraph's start.
func (v *view) unclosed(from, to int, carried bool) int {
	var stack []int
	if carried {
		stack = append(stack, from)
	}
	for i := from; i < to; i++ {
		switch v.tokens[i].raw {
		case "«", "“":
			stack = append(stack, i)
		case "»", "”":
			if len(stack) == 0 {
				return -1 // typed the wrong way round
			}
			stack = stack[:len(stack)-1]
		}
	}
	if len(stack) != 1 {
		return -1
	}
	return stack[0]
}

// spokenBefore reports whether a colon or a verb of saying stands before the mark in its sentence.
func (v *view) spokenBefore(i int) bool {
	for j := i - 1; j >= 0 && i-j < 30 && v.tokens[j].shape != stop && v.tokens[j].shape != brk; j-- {
		if v.tokens[j].shape == colon || v.finiteAt(j) {
			return true
		}
	}
	return false
}

// shutsFirst reports whether the paragraph at from, or one of the two after it, has the closing mark before any opening one.
func (v *view) shutsFirst(from int, raw string) bool {
	paragraphs := 0
	for i := from; i < len(v.tokens) && paragraphs < 3; i++ {
		switch t := &v.tokens[i]; {
		case t.shape == brk:
			paragraphs++
		case t.raw == partner(raw):
			return true
		case t.raw == raw:
			return false
		}
	}
	return false
}

// marksOpen reports whether the text has marks of two shapes at all.
func (v *view) marksOpen() bool {
	return slices.ContainsFunc(v.tokens, func(t token) bool { return t.raw == "«" || t.raw == "“" })
}
