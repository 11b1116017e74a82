package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// module is one that the program is made of, as go list tells it.
type module struct {
	Path, Version, Dir string
	Main               bool
	Replace            *module
}

// licencePage lists the licences of everything a release holds: modules by what lies in their folders, data by what the
// heads of the embedded files say.
func licencePage(ctx context.Context) ([]byte, error) {
	var page bytes.Buffer
	page.WriteString("# Licences of what Isnad is made of\n\nMade by `go run ./internal/release -licences`; a test compares. Isnad itself: Apache-2.0 (`LICENSE`, `NOTICE`).\n\n" +
		"## Modules in the binary\n\n| module | licence |\n|---|---|\n")
	modules, err := modulesOf(ctx, "./cmd/isnad")
	if err != nil {
		return nil, err
	}
	for _, m := range modules {
		name, err := licenceOf(m.Dir)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.Path, err)
		}
		fmt.Fprintf(&page, "| %s | %s |\n", m.Path, name)
	}
	page.WriteString("\n## Embedded data and learned weights\n\n| file | source and licence, as its head says |\n|---|---|\n")
	rows, err := dataRows(".")
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		fmt.Fprintf(&page, "| `%s` | %s |\n", r.file, r.says)
	}
	return page.Bytes(), nil
}

// modulesOf gives the modules whose packages the program links on any platform of a release, ordered by path.
func modulesOf(ctx context.Context, program string) ([]module, error) {
	found := map[string]module{}
	for _, p := range platforms {
		c := exec.CommandContext(ctx, "go", "list", "-deps", "-json=Module", program)
		c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+p.system, "GOARCH="+p.processor)
		said, err := c.Output()
		if err != nil {
			return nil, fmt.Errorf("go list for %s: %w", p, err)
		}
		for d := json.NewDecoder(bytes.NewReader(said)); ; {
			var of struct{ Module *module }
			if err := d.Decode(&of); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return nil, err
			}
			if m := of.Module; m != nil && !m.Main {
				found[m.Path] = *m
			}
		}
	}
	var all []module
	for _, m := range found {
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b module) int { return strings.Compare(a.Path, b.Path) })
	return all, nil
}

// wordings tell licences apart by a sentence that each alone holds; the first that fits is taken.
var wordings = []struct{ name, says string }{
	{"Apache-2.0", "apache license version 2.0"},
	{"MPL-2.0", "mozilla public license version 2.0"},
	{"GPL", "gnu general public license"},
	{"LGPL", "gnu lesser general public license"},
	{"ISC", "permission to use, copy, modify, and/or distribute this software for any purpose with or without fee"},
	{"ISC", "permission to use, copy, modify, and distribute this software for any purpose with or without fee"},
	{"MIT", "permission is hereby granted, free of charge"},
	{"BSD-3-Clause", "neither the name of"},
	{"BSD-3-Clause", "the name of the author may not be used"},
	{"BSD-2-Clause", "redistributions in binary form must reproduce"},
	{"CC0-1.0", "cc0 1.0 universal"},
	{"Unlicense", "free and unencumbered software released into the public domain"},
}

var blanks = regexp.MustCompile(`[\s,]+`)

// licenceOf reads the licence file of a module's folder; one that it does not know is an error, so that nothing slips in.
func licenceOf(dir string) (string, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		return "", err
	}
	for _, name := range names {
		base := strings.ToUpper(filepath.Base(name))
		if !strings.HasPrefix(base, "LICEN") && !strings.HasPrefix(base, "COPYING") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			continue // a folder of licences
		}
		words := strings.ToLower(blanks.ReplaceAllString(string(text), " "))
		for _, w := range wordings {
			if strings.Contains(words, blanks.ReplaceAllString(w.says, " ")) {
				return w.name, nil
			}
		}
	}
	return "", fmt.Errorf("no licence that is known")
}
