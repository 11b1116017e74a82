package names

import (
	"strings"

	"isnad/arabic"
)

// latinLinks are the words that tie names, as the press writes them.
var latinLinks = map[string]string{
	"بن": "bin", "ابن": "Ibn", "بنت": "bint", "ابو": "Abu", "ابي": "Abi", "ام": "Umm", "ال": "Al", "ولد": "Ould", "دي": "de",
	"دا": "da", "دو": "do", "فان": "van", "فون": "von",
}

// latinOf writes a person's name in Latin letters from the parts that the list pairs with a Latin spelling; "" where one
// part is not known, for a guess would be wrong as often as right.
func latinOf(name string) string {
	var out []string
	list := newLine(arabic.Text, name).words
	for i := 0; i < len(list); i++ {
		w := list[i].fold
		if w == "عبد" && i+1 < len(list) {
			i++
			w += list[i].fold
		}
		s := latinPart(w)
		if s == "" {
			return ""
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func latinPart(w string) string {
	if s, ok := latinLinks[w]; ok {
		return s
	}
	if p, ok := nameParts()[w]; ok && (p.pairs > 2 || p.person) {
		return p.latin
	}
	for _, front := range []struct{ arabic, latin string }{{"عبدال", "Abdul "}, {"ال", "al-"}} {
		rest, ok := strings.CutPrefix(w, front.arabic)
		if p, known := nameParts()[rest]; ok && known && (p.pairs > 2 || p.person) {
			return front.latin + p.latin
		}
	}
	return ""
}
