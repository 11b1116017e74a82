package story

import (
	"fmt"
	"strings"

	"isnad"
)

// copyReason says that the article shares its text with another.
func copyReason(with string, share float64) isnad.Reason {
	words := fmt.Sprintf("يشترك مع نصّ آخر في %d%% من عباراته", int(100*share+.5))
	if share > .97 {
		words = "نصّه نصّ مقال آخر في القصة"
	}
	return isnad.Reason{Kind: isnad.SameText, Words: words, Of: with, Weight: share}
}

// storyReasons says what the article has in common with the likest member of its story: telling words first, whom both
// name, where, and when.
func (d *Desk) storyReasons(p *Profile, l likely) []isnad.Reason {
	q := d.window[l.with].profile
	reasons := []isnad.Reason{}
	if words := p.sharedWords(q, 5); len(words) > 0 {
		reasons = append(reasons, isnad.Reason{Kind: isnad.SameWords, Words: "ألفاظ مشتركة: " + strings.Join(words, "، "), Of: q.ID, Weight: l.likeness})
	}
	if people := p.sharedPeople(q); len(people) > 0 {
		reasons = append(reasons, isnad.Reason{Kind: isnad.SamePeople, Words: "يذكران: " + strings.Join(people, "، "), Of: q.ID})
	}
	if places := p.sharedPlaces(q); len(places) > 0 {
		reasons = append(reasons, isnad.Reason{Kind: isnad.SamePlace, Words: "المكان: " + strings.Join(places, "، "), Of: q.ID})
	}
	if !p.Day.IsZero() && !q.Day.IsZero() {
		reasons = append(reasons, isnad.Reason{Kind: isnad.SameTime, Words: daysApart(p.Day.Sub(q.Day)), Of: q.ID})
	}
	return reasons
}

// daysApart says how far apart two articles were published.
func daysApart(n int) string {
	if n < 0 {
		n = -n
	}
	switch n {
	case 0:
		return "نُشرا في يوم واحد"
	case 1:
		return "بينهما يوم"
	case 2:
		return "بينهما يومان"
	}
	return fmt.Sprintf("بينهما %d أيام", n)
}
