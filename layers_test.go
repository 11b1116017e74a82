package isnad_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// allowed says which of our own packages each package may import. The order is that of a page's way; arrows point to
// what comes before. An edge that is missing here is barred because the middle must stay pure, or because an adapter
// must not know another: a new edge is a decision and needs a page in docs/decisions.
var allowed = map[string][]string{
	"internal/morph": {}, // the learned weights and lexicon behind arabic's segmentation
	"internal/memo":  {}, // what pure functions gave, to be had again: docs/decisions/017

	"arabic":      {"internal/morph", "internal/memo"},
	"dates":       {"arabic"},
	"names":       {"arabic", "internal/memo", "internal/morph", "internal/nametag"},
	"attribution": {"arabic", "dates", "names"},
	"extract":     {"internal/morph", "internal/letters", "internal/labels", "internal/turns", "arabic", "dates", "names"}, // docs/decisions/005, 008
	"":            {"arabic", "dates", "names", "attribution", "extract"},

	"internal/gold":    {},   // reads the gold data; the product does not hold it
	"internal/victim":  {},   // processes that tests kill
	"internal/coding":  {""}, // content encodings, bounded: gzip, br, zstd
	"internal/fetch":   {"", "internal/coding"},
	"internal/feed":    {"", "arabic", "dates", "extract", "internal/coding"},
	"internal/archive": {"", "internal/coding"},
	"internal/story":   {"", "arabic", "dates", "names", "attribution"},
	"internal/lease":   {""}, // work that one process at a time does: docs/decisions/020

	"internal/storetest": {"", "arabic", "dates", "names", "attribution", "extract"},
	"internal/posting":   {""},                                                                           // lists of who holds a word
	"internal/index":     {"", "arabic", "dates", "internal/posting", "names", "attribution", "extract"}, // what engines' indexes are made of, without any engine
	"internal/plan":      {"", "arabic", "dates", "names", "attribution", "internal/index"},              // how queries are answered, whatever the engine
	"internal/jobs":      {""},                                                                           // how both engines use River
	"internal/sqlite":    {"", "arabic", "dates", "names", "attribution", "extract", "internal/index", "internal/jobs", "internal/plan", "internal/posting"},
	"internal/postgres":  {"", "arabic", "dates", "names", "attribution", "extract", "internal/index", "internal/jobs", "internal/plan"},

	// archives for the tests of what stands above the engines, on either
	"internal/enginetest": {"", "internal/postgres", "internal/sqlite"},

	"internal/ingest": {"", "arabic", "dates", "names", "attribution", "extract", "internal/fetch", "internal/feed", "internal/archive", "internal/lease", "internal/story"},
	"internal/move":   {"", "arabic"}, // from one engine to another, through the ports
	"internal/search": {"", "arabic", "dates", "names", "attribution"},

	"internal/account": {""},
	"internal/greader": {"", "internal/account"},
	"internal/table":   {"", "dates"}, // columns of days and moments: decision 021
	"internal/mcp":     {"", "attribution", "internal/account", "internal/search"},
	"internal/api":     {"", "arabic", "dates", "names", "attribution", "internal/account", "internal/alert", "internal/search"},
	"internal/alert":   {"", "arabic", "dates", "attribution", "internal/account", "internal/fetch", "internal/search"},

	"internal/bench": {"", "internal/gold", "arabic", "dates", "names", "attribution", "extract"},
	// the crawl under load is the whole write path: docs/decisions/013
	"internal/bench/crawl": {"", "internal/gold", "extract", "internal/archive", "internal/bench", "internal/fetch", "internal/ingest", "internal/search", "internal/sqlite"},
	// beside rivals: the whole, as its parts are used
	"internal/bench/rivals": {"", "internal/gold", "arabic", "extract", "internal/bench", "internal/feed", "internal/search", "internal/sqlite"},
	// the engines side by side
	"internal/bench/engines": {"", "dates", "extract", "internal/bench", "internal/postgres", "internal/sqlite"},
	"internal/bench/pages":   {"", "internal/bench", "internal/sqlite", "internal/web"},
	"internal/press":         {"dates"},
	"internal/web":           {"", "internal/account", "arabic", "dates", "names", "attribution", "extract", "internal/search", "internal/story"},
	"internal/nametag":       {"internal/memo"},
	"internal/letters":       {},                           // learned: how letters follow one another
	"internal/labels":        {"internal/morph", "arabic"}, // learned: where one label ends and the next begins
	"internal/turns":         {"arabic"},                   // learned: where one article ends and the next begins
	"internal/learn":         {"internal/morph", "arabic"}, // teaches morph's models; the product does not hold it
	"internal/logit":         {},                           // logistic regression with a fixed seed, for training alone
	"internal/train":         {"internal/gold", "internal/morph", "internal/learn", "internal/logit", "internal/nametag", "internal/letters", "internal/labels", "internal/turns", "arabic", "dates", "names", "attribution", "internal/eval"},
	"internal/eval":          {"", "internal/gold", "internal/morph", "internal/learn", "internal/logit", "internal/nametag", "arabic", "dates", "names", "attribution", "extract", "internal/search", "internal/story", "internal/ingest"},
	"internal/release":       {},  // makes the packages that strangers download; the product does not hold it
	"cmd/isnad":              nil, // wires everything
}

func TestImportsPointOneWay(t *testing.T) {
	for _, f := range goFiles(t) {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		pkg := filepath.ToSlash(filepath.Dir(f))
		if pkg == "." {
			pkg = ""
		}
		may, known := allowedFor(pkg)
		if !known {
			t.Errorf("%s: package %q has no row in the table of layers", f, pkg)
			continue
		}
		if may == nil {
			continue
		}
		for _, imported := range imports(t, f) {
			rest, ours := strings.CutPrefix(imported, "isnad")
			if !ours || rest != "" && rest[0] != '/' {
				continue
			}
			to := strings.TrimPrefix(rest, "/")
			if !within(to, pkg) && !slices.ContainsFunc(may, func(m string) bool { return to == m || m != "" && within(to, m) }) {
				t.Errorf("%s: package %q may not import %q", f, pkg, to)
			}
		}
	}
}

// allowedFor gives a package's row, or that of the package it lies in.
func allowedFor(pkg string) ([]string, bool) {
	for p := pkg; ; {
		if may, ok := allowed[p]; ok {
			return may, true
		}
		i := strings.LastIndexByte(p, '/')
		if i < 0 {
			return nil, false
		}
		p = p[:i]
	}
}

// within reports whether pkg is parent or lies below it.
func within(pkg, parent string) bool {
	return parent != "" && (pkg == parent || strings.HasPrefix(pkg, parent+"/"))
}

// pure packages take values and give values: none of these may appear in them.
var impure = []string{"context", "database/sql", "log", "log/slog", "net", "os", "os/exec", "math/rand", "math/rand/v2"}

func TestPureMiddleStaysPure(t *testing.T) {
	for _, f := range goFiles(t) {
		pkg := strings.SplitN(filepath.ToSlash(f), "/", 2)[0]
		if strings.HasSuffix(f, "_test.go") || !slices.Contains([]string{"arabic", "dates", "names", "attribution", "extract"}, pkg) {
			continue
		}
		for _, imported := range imports(t, f) {
			if slices.Contains(impure, imported) {
				t.Errorf("%s imports %s: the pure middle has no clock, network, log or file", f, imported)
			}
		}
	}
}

// goFiles names every Go file of the repository, relative to its root.
func goFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != ".") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".go") {
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func imports(t *testing.T, file string) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, i := range f.Imports {
		paths = append(paths, strings.Trim(i.Path.Value, `"`))
	}
	return paths
}

// TestTree holds that the tree of CONTRIBUTING.md names every package.
func TestTree(t *testing.T) {
	tree, err := os.ReadFile("CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range allowed {
		name := pkg[strings.LastIndexByte(pkg, '/')+1:]
		if name != "" && strings.Count(pkg, "/") < 2 && !strings.Contains(string(tree), name+"/ ") {
			t.Errorf("CONTRIBUTING.md says nothing of %s", pkg)
		}
	}
}
