package attribution

import (
	"unicode"
	"unicode/utf8"
)

// pairQuotes finds the partner of each quotation mark within its paragraph. A straight mark opens where a space or a
// preposition's tatweel stands before it and text follows; it closes the one that is open otherwise. What is left
// without a partner is no quotation.
func (v *view) pairQuotes() {
	var stack []int
	for i := range v.tokens {
		t := &v.tokens[i]
		switch {
		case t.shape == brk:
			stack = stack[:0]
		case t.shape == open && v.shutsInstead(i, stack):
			v.pair(stack[len(stack)-1], i)
			stack = stack[:len(stack)-1]
		case t.shape == open:
			stack = append(stack, i)
		case t.shape == shut && t.raw == `"`:
			stack = v.straight(i, stack)
		case t.shape == shut:
			stack = v.shutTyped(i, stack)
		}
	}
	v.markQuoted()
}

// shutTyped pairs a mark that can close only, or one typed the wrong way round («”نص“»).
func (v *view) shutTyped(i int, stack []int) []int {
	if n := len(stack); n > 0 && compatible(v.tokens[stack[n-1]].raw, v.tokens[i].raw) {
		v.pair(stack[n-1], i)
		return stack[:n-1]
	}
	if v.opensBySpace(i) {
		v.tokens[i].shape = open
		return append(stack, i)
	}
	return stack
}

// shutsInstead reports whether an opening mark stands where its partner should: «نص «، with the same mark open and a space or
// a mark after it.
func (v *view) shutsInstead(i int, stack []int) bool {
	n := len(stack)
	if n == 0 || v.tokens[stack[n-1]].raw != v.tokens[i].raw && (v.tokens[stack[n-1]].raw != "”" || v.tokens[i].raw != "“") {
		return false
	}
	after, _ := utf8.DecodeRuneInString(v.text[v.tokens[i].end:])
	return after == utf8.RuneError || unicode.IsSpace(after) || unicode.IsPunct(after)
}

// straight decides between opening and closing for the mark that has one shape for both.
func (v *view) straight(i int, stack []int) []int {
	n := len(stack)
	isOpen := n > 0 && v.tokens[stack[n-1]].raw == `"`
	opens := v.opensBySpace(i)
	if isOpen && !opens {
		v.pair(stack[n-1], i)
		return stack[:n-1]
	}
	if isOpen && !v.closesLater(i, stack) {
		if !v.introduced(i) || !v.closesLater(i, stack[:n-1]) {
			v.pair(stack[n-1], i)
			return stack[:n-1]
		}
		stack = stack[:n-1] // the one that is open was never closed
	}
	v.tokens[i].shape = open
	return append(stack, i)
}

// introduced reports whether a colon or a verb of saying and its subject stand right before the mark.
func (v *view) introduced(i int) bool {
	for j := i - 1; j > i-4 && j >= 0; j-- {
		switch {
		case v.tokens[j].shape == colon || v.finiteAt(j):
			return true
		case v.tokens[j].shape != word:
			return false
		}
	}
	return false
}

// opensBySpace reports whether the spacing around the mark is that of an opening one.
func (v *view) opensBySpace(i int) bool {
	before, _ := utf8.DecodeLastRuneInString(v.text[:v.tokens[i].start])
	after, _ := utf8.DecodeRuneInString(v.text[v.tokens[i].end:])
	left := before == utf8.RuneError || unicode.IsSpace(before) || before == 'ـ' || before == '(' || before == ':' || before == 'و'
	right := after != utf8.RuneError && !unicode.IsSpace(after) && (!unicode.IsPunct(after) || after == '.' || after == '(' || after == '«')
	return left && right
}

// closesLater reports whether the paragraph has a mark for the nested opening and one for that around it.
func (v *view) closesLater(i int, stack []int) bool {
	need, seen := len(stack)+1, 0
	for j := i + 1; j < len(v.tokens) && j < i+400 && v.tokens[j].shape != brk; j++ {
		if v.tokens[j].raw != `"` {
			continue
		}
		if v.opensBySpace(j) {
			need++
			continue
		}
		if seen++; seen >= need {
			return true
		}
	}
	return false
}

func compatible(left, right string) bool {
	switch right {
	case "»", "›":
		return left == "«" || left == "‹" || left == "»"
	case "”":
		return left == "“" || left == "„" || left == "”" || left == `"`
	}
	return true
}

func (v *view) pair(i, j int) {
	v.tokens[i].shape, v.tokens[j].shape = open, shut
	v.tokens[i].mate, v.tokens[j].mate = j, i
}

// markQuoted tells every token the innermost quotation around it, and turns marks without a partner into plain ones.
func (v *view) markQuoted() {
	var stack []int
	words := 0
	for i := range v.tokens {
		t := &v.tokens[i]
		if t.shape == word {
			words++
		}
		t.count = words
		if (t.shape == open || t.shape == shut) && t.mate < 0 {
			t.shape = other
		}
		if t.shape == shut && len(stack) > 0 {
			stack = stack[:len(stack)-1]
		}
		if len(stack) > 0 {
			t.quote = stack[len(stack)-1]
		}
		if t.shape == open {
			stack = append(stack, i)
		}
	}
}

// quoteWords counts the words between the opening mark and its partner.
func (v *view) quoteWords(i int) int {
	if m := v.tokens[i].mate; m > i {
		return v.tokens[m].count - v.tokens[i].count
	}
	return 0
}
