package attribution

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad/arabic"
	"isnad/dates"
	"isnad/names"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestConstructions finds what testdata/constructions.txt says in each of its texts.
func TestConstructions(t *testing.T) {
	const path = "testdata/constructions.txt"
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, _ := strings.Cut(string(b), "\n* ")
	out := head
	for _, block := range strings.Split(rest, "\n* ") {
		name, body, _ := strings.Cut(block, "\n")
		text, want := parts(body)
		got := findings(text)
		out += "\n* " + name + "\n" + text + "\n" + got
		if *update {
			continue
		}
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(want, got); d != "" {
				t.Error(d)
			}
		})
	}
	if *update {
		if err := os.WriteFile(path, []byte(out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// parts cuts a block into its text and its findings, whose lines begin with "= ".
func parts(body string) (text, want string) {
	var lines []string
	for line := range strings.Lines(body) {
		switch {
		case strings.HasPrefix(line, "= "):
			want += line
		case strings.TrimSpace(line) != "":
			lines = append(lines, strings.TrimRight(line, "\n"))
		}
	}
	return strings.Join(lines, "\n"), want
}

// findings writes what Find gives for a text, a line each.
func findings(text string) string {
	in := Input{Text: text, Entities: names.Find(names.Input{Text: text})}
	if day, err := dates.ParseDay("2021-06-10"); err == nil {
		in.Published = dates.Date{Day: day, Precision: dates.DayOnly}
	}
	in.Times = dates.Find(arabic.Text, text, dates.Anchor{Published: in.Published})
	var b strings.Builder
	for _, s := range Find(in) {
		fields := []string{s.Cue, string(s.Kind) + " " + string(s.Act), s.Speaker.Name + " (" + string(s.Speaker.How) + ")", strings.ReplaceAll(s.Content, "\n", "/")}
		for _, r := range s.Relays {
			fields = append(fields, "through "+r.Name)
		}
		for _, f := range [][2]string{{"in", s.Medium}, {"at", s.Place}, {"to", s.Addressee}, {"on", s.Time.Text}} {
			if f[1] != "" {
				fields = append(fields, f[0]+" "+f[1])
			}
		}
		if s.Nested {
			fields = append(fields, "nested")
		}
		fmt.Fprintf(&b, "= %s\n", strings.Join(fields, " | "))
	}
	return b.String()
}
