package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"isnad/internal/postgres/pgtest"
)

// TestRollingUpgrade has this release import while the next one, a binary whose form has more tables and columns, opens the same
// database, brings it to its form and imports too; then both work on, and hold the same.
func TestRollingUpgrade(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a second binary")
	}
	database, dir := pgtest.Database(t), t.TempDir()
	newer := filepath.Join(dir, "newer")
	if out, err := exec.Command("go", "build", "-tags", "nextform", "-o", newer, ".").CombinedOutput(); err != nil {
		t.Fatalf("building the next release: %v: %s", err, out)
	}
	store := []string{"--store", database, "--data", dir}
	of := func(binary string, args ...string) *exec.Cmd {
		c := exec.CommandContext(t.Context(), binary, append(args, store...)...)
		c.Args[0], c.Stderr = "isnad", os.Stderr
		return c
	}
	first := of(os.Args[0], "import", "--workers", "1", numbered(t, dir, "old", 600))
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	for stored := 0; stored == 0; { // the older release is at work
		time.Sleep(50 * time.Millisecond)
		stored = strings.Count(saidBy(t.Context(), append(store, "export")...), `"id"`)
	}
	for _, c := range []*exec.Cmd{of(newer, "import", numbered(t, dir, "new", 100)), of(os.Args[0], "import", numbered(t, dir, "old-again", 100))} {
		if err := c.Run(); err != nil {
			t.Fatalf("%v: %v", c.Args[:3], err)
		}
	}
	if err := first.Wait(); err != nil {
		t.Fatalf("the older release's import, while the newer one changed the form: %v", err)
	}
	for _, binary := range []string{newer, os.Args[0]} {
		out, err := of(binary, "export").Output()
		if n := strings.Count(string(out), "\n"); err != nil || n != 800 {
			t.Errorf("%s: %d articles, %v", filepath.Base(binary), n, err)
		}
		if out, err := of(binary, "check").Output(); err != nil || !strings.HasSuffix(string(out), " 0 faults\n") {
			t.Errorf("%s: check: %s %v", filepath.Base(binary), out, err)
		}
	}
}

// numbered writes a file of so many articles.
func numbered(t *testing.T, dir, name string, n int) string {
	t.Helper()
	var lines strings.Builder
	for i := range n {
		fmt.Fprintf(&lines, `{"id":"%s%d","title":"خبر رقم %d","published":"2025-06-%02d","paragraphs":["قال القرطاس إن الجسر رقم %d فُتح."]}`+"\n", name, i, i, i%28+1, i)
	}
	path := filepath.Join(dir, name+".jsonl")
	if err := os.WriteFile(path, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
