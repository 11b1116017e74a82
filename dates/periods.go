package dates

import (
	"strings"

	"isnad/arabic"
)

// Periods joins times that are the ends of one period («من 28 شباط إلى 2 آذار», «بين الأربعاء والجمعة») and keeps the
// others as they are. [Find] gives both ends as times of their own, since each is a day that the text names.
func Periods(text string, found []Expression) []Expression {
	var out []Expression
	for i := 0; i < len(found); i++ {
		e := found[i]
		if i+1 < len(found) && boundsPeriod(text, &e, &found[i+1]) {
			e = joined(text, e, found[i+1])
			i++
		}
		out = append(out, e)
	}
	return out
}

// boundsPeriod reports whether the words between and before two times make them the ends of a period.
func boundsPeriod(text string, a, b *Expression) bool {
	if a.Field != b.Field || a.From.IsZero() || b.To.IsZero() || b.From.Before(a.From) || a.End > b.Start || b.Start-a.End > 24 {
		return false
	}
	before := fold(text[max(0, a.Start-16):a.Start])
	switch strings.Trim(fold(text[a.End:b.Start]), " ،,") {
	case "الي", "حتي", "وحتي", "-", "–", "الي غايه", "ولغايه", "لغايه":
		return true
	case "و":
		return strings.HasSuffix(strings.TrimRight(before, " "), "بين")
	}
	return false
}

// joined is the period from the first time's beginning to the second's end.
func joined(text string, a, b Expression) Expression {
	return Expression{Span: arabic.Span{Field: a.Field, Start: a.Start, End: b.End}, Text: text[a.Start:b.End],
		From: a.From, To: b.To, Conflict: a.Conflict + b.Conflict, Confidence: min(a.Confidence, b.Confidence)}
}
