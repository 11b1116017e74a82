package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// atRoot runs the test where the commands of this package run: in the repository's root.
func atRoot(t *testing.T) { t.Helper(); t.Chdir(filepath.Join("..", "..")) }

func TestLicencePageIsCurrent(t *testing.T) {
	atRoot(t)
	want, err := licencePage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join("docs", "licences.md"))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("docs/licences.md is out of date, run 'go run ./internal/release -licences' (-want +got):\n%s", d)
	}
}

// TestNoForbiddenLicence holds what may be in the binary: nothing that would oblige those who only run it or link it.
func TestNoForbiddenLicence(t *testing.T) {
	atRoot(t)
	page, err := os.ReadFile(filepath.Join("docs", "licences.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(page), "\n") {
		if strings.Contains(line, "| GPL") || strings.Contains(line, "| LGPL") || strings.Contains(line, "non-commercial") {
			t.Errorf("not to be shipped: %s", line)
		}
	}
}

func TestLicenceOf(t *testing.T) {
	for _, c := range []struct{ name, file, text, want string }{
		{"mit", "LICENSE", "Permission is hereby granted, free of charge, to any person", "MIT"},
		{"wrapped lines", "LICENCE.txt", "Mozilla Public License\nVersion 2.0", "MPL-2.0"},
		{"three clauses", "license.md", "Redistributions in binary form must reproduce … Neither the name of the copyright holder", "BSD-3-Clause"},
		{"two clauses", "COPYING", "Redistributions in binary form must reproduce the above", "BSD-2-Clause"},
		{"unknown words", "LICENSE", "all rights reserved", ""},
		{"no file", "README", "Permission is hereby granted, free of charge", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, c.file), []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			got, err := licenceOf(dir)
			if got != c.want || (err != nil) != (c.want == "") {
				t.Errorf("licenceOf = %q, %v; want %q", got, err, c.want)
			}
		})
	}
}

func TestPackagesAreReproducible(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "program")
	if err := os.WriteFile(program, []byte("#!"), 0o700); err != nil {
		t.Fatal(err)
	}
	files := []packed{{"isnad", program, 0o755}, {"LICENSE", program, 0o644}}
	at := time.Date(2025, 6, 29, 12, 0, 0, 0, time.UTC)
	for _, p := range []platform{{"linux", "amd64"}, {"windows", "amd64"}} {
		var sums []string
		for i := range 2 {
			if err := os.Chtimes(program, time.Now(), time.Now().Add(time.Duration(i)*time.Hour)); err != nil {
				t.Fatal(err)
			}
			out := filepath.Join(dir, fmt.Sprint(i))
			if err := os.MkdirAll(out, 0o700); err != nil {
				t.Fatal(err)
			}
			name, err := packTo(filepath.Join(out, "isnad_0.1.0"), p, files, at)
			if err != nil {
				t.Fatal(err)
			}
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			sums = append(sums, fmt.Sprintf("%x", sha256.Sum256(content)))
			if got := namesIn(t, name, content); !slices.Equal(got, []string{"isnad_0.1.0/isnad", "isnad_0.1.0/LICENSE"}) {
				t.Errorf("%s holds %q", name, got)
			}
		}
		if sums[0] != sums[1] {
			t.Errorf("%s: the same files gave different packages", p)
		}
	}
}

// namesIn lists a package's files.
func namesIn(t *testing.T, name string, content []byte) []string {
	t.Helper()
	var names []string
	if strings.HasSuffix(name, ".zip") {
		z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			names = append(names, f.Name)
		}
		return names
	}
	g, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(g); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return names
		}
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, h.Name)
	}
}

// TestRelease makes this machine's package for real and runs what is in it. A long proof: it compiles everything.
func TestRelease(t *testing.T) {
	if os.Getenv("ISNAD_LONG") == "" {
		t.Skip("makes a whole release: set ISNAD_LONG")
	}
	atRoot(t)
	dir := t.TempDir()
	if err := run(context.Background(), []string{"-o", dir, "-only", "linux/amd64", "v0.0.1"}, io.Discard); err != nil {
		t.Fatal(err)
	}
	name := "isnad_0.0.1_linux_amd64"
	if said, err := exec.Command("tar", "-xzf", filepath.Join(dir, name+".tar.gz"), "-C", dir).CombinedOutput(); err != nil {
		t.Fatalf("tar: %v\n%s", err, said)
	}
	said, err := exec.Command(filepath.Join(dir, name, "isnad"), "version").CombinedOutput()
	if err != nil || !strings.HasPrefix(string(said), "isnad v0.0.1 ") {
		t.Errorf("version: %v %q", err, said)
	}
	for _, want := range []string{"man/isnad.1", "man/isnad-search.1", "completions/isnad.bash", "LICENSE", "licences.md"} {
		if _, err := os.Stat(filepath.Join(dir, name, filepath.FromSlash(want))); err != nil {
			t.Error(err)
		}
	}
	bill, err := os.ReadFile(filepath.Join(dir, "isnad_0.0.1.cdx.json"))
	if err != nil || !bytes.Contains(bill, []byte("modernc.org/sqlite")) {
		t.Errorf("bill of materials: %v, %d bytes", err, len(bill))
	}
}
