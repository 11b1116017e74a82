package web

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func readCode(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, p := range paths {
		if strings.HasSuffix(p, "_test.go") {
			continue
		}
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, string(b))
	}
	return files
}

// barred is what the style sheet of a right-to-left page may not hold, and why.
var barred = []struct{ pattern, why string }{
	{`(^|[^-a-z])(left|right)\s*:`, "physical side: use inset-inline"},
	{`(margin|padding|border)-(left|right|top|bottom)`, "physical side: use block and inline"},
	{`text-align:\s*(left|right|justify)`, "start and end; Arabic is not justified"},
	{`letter-spacing`, "cuts joined letters apart"},
	{`font-style:\s*italic`, "Arabic has no italics"},
	{`text-transform`, "Arabic has no capitals"},
	{`font-weight:\s*[123]00`, "thin weights are not readable"},
	{`(^|[^-a-z])(width|height)\s*:`, "physical size: use inline-size and block-size"},
	{`url\(`, "loads something"},
	{`@import`, "loads something"},
}

func TestStyle(t *testing.T) {
	for _, name := range styles {
		b, err := assetFiles.ReadFile(name + ".css")
		if err != nil {
			t.Fatal(err)
		}
		css := regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAllString(string(b), "")
		if open, shut := strings.Count(css, "{"), strings.Count(css, "}"); open != shut {
			t.Errorf("%s.css: %d braces open, %d shut", name, open, shut)
		}
		for _, bar := range barred {
			if m := regexp.MustCompile(bar.pattern).FindString(css); m != "" {
				t.Errorf("%s.css holds %q: %s", name, m, bar.why)
			}
		}
	}
}

// TestTemplatesHaveNoStyle: the policy would not let it in.
func TestTemplatesHaveNoStyle(t *testing.T) {
	for _, name := range append(pageNames[:len(pageNames):len(pageNames)], "base", "chain", "statement", "row", "bars") {
		b, err := templates.ReadFile(name + ".html")
		if err != nil {
			t.Fatal(err)
		}
		if m := regexp.MustCompile(` style="| on[a-z]+="|<style|<script>`).FindString(string(b)); m != "" {
			t.Errorf("%s.html holds %q", name, m)
		}
	}
}
