package names

import "strings"

// readTable gives the fields of each line of an embedded table; lines that begin with "#" and empty lines are left out.
// Every row has at least n fields.
func readTable(text string, n int) [][]string {
	var rows [][]string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		for len(f) < n {
			f = append(f, "")
		}
		rows = append(rows, f)
	}
	return rows
}

// readList cuts a field at ";".
func readList(field string) []string {
	var out []string
	for s := range strings.SplitSeq(field, ";") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}
