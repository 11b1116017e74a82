package archive

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"isnad"
	"isnad/internal/storetest"
)

// TestMutations damages a file of captures at random places, five hundred times: each capture is given as it was stored or
// not at all, the walk that `isnad check` makes says so, and at most the captures that were hit are lost.
func TestMutations(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir)
	var stored []*isnad.Capture
	for i := range 12 {
		stored = append(stored, appendTo(t, f, page(i)))
	}
	names, err := f.files()
	if err != nil || len(names) != 1 {
		t.Fatalf("files %v, %v", names, err)
	}
	path := filepath.Join(dir, names[0])
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// damage of the last record may look like a write that was cut off: `isnad check` asks the database for that one
	_, at, _ := strings.Cut(stored[len(stored)-1].WARC, "#")
	last, err := strconv.Atoi(at)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(11, 11))
	hurt := 0
	for i := range 500 {
		damaged, where := storetest.Mutate(whole[:last], random)
		damaged = append(damaged, whole[last:]...)
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		lost := unreadable(t, f, stored, where)
		if faults := walkFaults(t, f); lost > 0 && faults == 0 {
			t.Errorf("mutation %d (%s): %d captures lost, and the walk found nothing", i, where, lost)
		}
		if lost > 3 {
			t.Errorf("mutation %d (%s): %d of %d captures lost", i, where, lost, len(stored))
		}
		if lost > 0 {
			hurt++
		}
	}
	t.Logf("500 mutations, %d of them hit a capture", hurt)
}

// unreadable counts the captures that are refused; one that is given must be the one stored.
func unreadable(t *testing.T, f *Folder, stored []*isnad.Capture, where string) (lost int) {
	t.Helper()
	for _, want := range stored {
		got, err := f.Read(t.Context(), want.WARC)
		switch {
		case errors.Is(err, isnad.ErrCorrupt) || errors.Is(err, isnad.ErrNotFound):
			lost++
		case err != nil:
			t.Errorf("%s: %v, want ErrCorrupt", where, err)
		case string(got.Body) != string(want.Body) || !got.At.Equal(want.At) || got.Status != want.Status:
			t.Errorf("%s: damage is served as truth: %s", where, fmt.Sprint(got.URL, got.At, got.Status))
		}
	}
	return lost
}

func walkFaults(t *testing.T, f *Folder) (faults int) {
	t.Helper()
	for _, err := range f.Captures(t.Context()) {
		if err != nil {
			faults++
		}
	}
	return faults
}
