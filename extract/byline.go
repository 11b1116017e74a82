package extract

import "strings"

// readSource reads what a page credits («الجزيرة + وكالات»): the first name is the outlet, the others are credits.
func readSource(d *Document, s string) {
	for i, name := range splitNames(s) {
		if i == 0 && d.Source.Name == "" {
			d.Source.Name = name
			continue
		}
		d.Credits = append(d.Credits, name)
	}
}

// splitNames cuts a list of names at plus signs, commas, strokes and semicolons.
func splitNames(s string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("+،,؛;|/", r) }) {
		if part = strings.Trim(strings.TrimSpace(part), ".:-–—()[]«»\"' "); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// readAuthor adds the people of a byline.
func readAuthor(d *Document, s string) {
	for _, name := range splitNames(s) {
		if n := len(strings.Fields(name)); n >= 2 && n <= 5 {
			d.Authors = append(d.Authors, name)
		}
	}
}
