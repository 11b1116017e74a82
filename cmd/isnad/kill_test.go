package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestImportSurvivesKill kills an import with -9 again and again, goes on each time, and counts at the end: nothing lost,
// nothing twice.
func TestImportSurvivesKill(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	const articles = 3000
	dir := t.TempDir()
	binary := filepath.Join(dir, "isnad")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var lines strings.Builder
	for i := range articles {
		fmt.Fprintf(&lines, `{"id":"k%d","title":"خبر رقم %d","published":"2025-06-%02d","paragraphs":["قال القرطاس إن الجسر رقم %d فُتح."]}`+"\n", i, i, i%28+1, i)
	}
	input := filepath.Join(dir, "in.jsonl")
	if err := os.WriteFile(input, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	command := func(args ...string) *exec.Cmd {
		c := exec.CommandContext(context.Background(), binary, append(args, "--data", filepath.Join(dir, "archive"))...)
		c.Stderr = os.Stderr
		return c
	}
	for kill := range 8 {
		c := command("import", "--workers", "1", input)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(100+kill*60) * time.Millisecond) // another moment each time
		c.Process.Kill()                                          // SIGKILL; that it is over already is no fault
		c.Wait()
	}
	if err := command("import", input).Run(); err != nil {
		t.Fatal(err)
	}
	out, err := command("export").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		var a struct{ ID string }
		if err := json.Unmarshal([]byte(line), &a); err != nil || seen[a.ID] {
			t.Fatalf("article %q: twice, or %v", a.ID, err)
		}
		seen[a.ID] = true
	}
	if len(seen) != articles {
		t.Errorf("%d articles after the kills, want %d", len(seen), articles)
	}
	if out, err := command("check").Output(); err != nil {
		t.Errorf("check: %v\n%s", err, out)
	}
}
