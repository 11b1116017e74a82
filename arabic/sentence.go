package arabic

import "strings"

// longQuotation is the length in bytes from which a quotation no longer holds its sentences together: it is then a
// passage of its own, or a mark that nobody closed.
const longQuotation = 1200

// Sentences cuts text into sentences: at full stops, question and exclamation marks and at line breaks, never inside
// a quotation that closes in the same line and is not very long, never after an abbreviation, an initial or inside a
// number. White space at both ends belongs to no sentence; a sentence never spans a line break.
func Sentences(text string) []Range {
	var out []Range
	for start := 0; start < len(text); {
		end := strings.IndexByte(text[start:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += start
		}
		out = appendLine(out, text, start, end)
		start = end + 1
	}
	return out
}

// appendLine cuts the line text[start:end].
func appendLine(out []Range, text string, start, end int) []Range {
	line := text[start:end]
	tokens := Tokens(line)
	closes := quotationEnds(line, tokens)
	from, quoteEnd := 0, -1
	for i, t := range tokens {
		if t.Kind == KindQuote || t.Kind == KindBracket {
			if e := closes[i]; e > i && tokens[e].End-t.Start < longQuotation && e > quoteEnd {
				quoteEnd = e
			}
			continue
		}
		if t.Kind != KindStop || !endsSentence(line, tokens, i) {
			continue
		}
		if i < quoteEnd {
			continue
		}
		cut := afterClosers(line, tokens, i)
		out = appendTrimmed(out, text, start+from, start+cut)
		from = cut
	}
	return appendTrimmed(out, text, start+from, end)
}

// endsSentence reports whether the stop at i may end a sentence: something follows it after a space, and what stands
// before it is no initial («ج. ك. رولينغ»).
func endsSentence(line string, tokens []Token, i int) bool {
	t := tokens[i]
	if i+1 == len(tokens) {
		return true
	}
	if next := tokens[i+1]; next.Start == t.End && next.Kind.Lexical() && line[t.Start] == '.' && next.Kind != KindWord {
		return false // v2.0, file.txt
	}
	if line[t.Start] == '.' && t.Len() == 1 && i > 0 {
		p := tokens[i-1]
		if p.End == t.Start && (p.Kind == KindWord && p.End-p.Start == 2 || p.Kind == KindLatin && p.End-p.Start == 1) {
			return false
		}
	}
	return true
}

// Len is the token's length in bytes.
func (t Token) Len() int { return t.End - t.Start }

// afterClosers gives the offset after the stop at i and the closing marks that hang on it.
func afterClosers(line string, tokens []Token, i int) int {
	end := tokens[i].End
	for _, t := range tokens[i+1:] {
		if t.Start != end || !isCloser(t.In(line)) {
			break
		}
		end = t.End
	}
	return end
}

func isCloser(s string) bool {
	switch s {
	case "»", "”", ")", "]", "\"", "’", "›", ".", "!", "؟":
		return true
	}
	return false
}

// quotationEnds gives for each opening quotation mark or bracket the index of the token that closes it, and -1 for
// the others and for marks that nothing closes.
func quotationEnds(line string, tokens []Token) []int {
	ends := make([]int, len(tokens))
	var open []int
	for i, t := range tokens {
		ends[i] = -1
		if t.Kind != KindQuote && t.Kind != KindBracket {
			continue
		}
		mark := t.In(line)
		if at := opener(line, tokens, open, mark, i); at >= 0 {
			ends[open[at]] = i
			open = open[:at]
			continue
		}
		if opens(mark) && len(open) < 64 {
			open = append(open, i)
		}
	}
	return ends
}

func opens(mark string) bool {
	switch mark {
	case "«", "“", "„", "‹", "\"", "(", "[", "{", "”", "﴿", "﴾":
		return true
	}
	return false
}

// opener gives the index in open of the mark that this mark closes, -1 where it closes none. The press also sets “…“
// and ”…“, so a curly mark closes any curly mark.
func opener(line string, tokens []Token, open []int, mark string, i int) int {
	for at := len(open) - 1; at >= 0; at-- {
		if closesMark(tokens[open[at]].In(line), mark) {
			return at
		}
	}
	return -1
}

func closesMark(open, mark string) bool {
	switch open {
	case "«":
		return mark == "»"
	case "“", "”", "„":
		return mark == "”" || mark == "“"
	case "\"":
		return mark == "\""
	case "‹":
		return mark == "›"
	case "(":
		return mark == ")"
	case "[":
		return mark == "]"
	case "{":
		return mark == "}"
	case "﴿", "﴾":
		return mark == "﴾" || mark == "﴿"
	}
	return false
}

// appendTrimmed appends text[start:end] without the white space at its ends, if anything is left.
func appendTrimmed(out []Range, text string, start, end int) []Range {
	for start < end {
		r, n := decode(text[:end], start)
		if c := classOf(r, n); c != classSpace && c != classSkip {
			break
		}
		start += n
	}
	trimmed := strings.TrimRightFunc(text[start:end], func(r rune) bool {
		c := classOf(r, 3)
		return c == classSpace || c == classSkip
	})
	if trimmed == "" {
		return out
	}
	return append(out, Range{start, start + len(trimmed)})
}
