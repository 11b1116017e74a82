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
	var lines strings.Builder
	for i := range articles {
		fmt.Fprintf(&lines, `{"id":"k%d","title":"خبر رقم %d","published":"2025-06-%02d","paragraphs":["قال القرطاس إن الجسر رقم %d فُتح."]}`+"\n", i, i, i%28+1, i)
	}
	input := filepath.Join(dir, "in.jsonl")
	if err := os.WriteFile(input, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	command := func(args ...string) *exec.Cmd { return process(filepath.Join(dir, "archive"), args...) }
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

// process is the command in a process of its own, on the archive in data.
func process(data string, args ...string) *exec.Cmd {
	c := exec.CommandContext(context.Background(), os.Args[0], append(args, "--data", data)...)
	c.Args[0] = "isnad" // by which TestMain knows that it is the command
	c.Stderr = os.Stderr
	return c
}

// TestBackupSurvivesKill kills backups with -9: a folder of the name that was asked for is whole or is not there, and the
// archive is what it was.
func TestBackupSurvivesKill(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	dir := t.TempDir()
	archive := filepath.Join(dir, "archive")
	const articles = 60
	if said := saidBy(t.Context(), "--data", archive, "import", manyPages(t, articles)); said != fmt.Sprintf("%d articles from %[1]d files\n", articles) {
		t.Fatal(said)
	}
	whole := fmt.Sprintf("%d articles, %[1]d captures read; 0 faults\n", articles)
	kills, done := 12, 0
	for kill := range kills {
		to := filepath.Join(dir, fmt.Sprint("backup", done))
		c := process(archive, "backup", to)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(60+kill*25) * time.Millisecond) // another moment each time
		c.Process.Kill()                                         // that it is over already is no fault
		c.Wait()
		if _, err := os.Stat(to); err != nil {
			continue
		}
		done++
		if said := saidBy(t.Context(), "--data", to, "check"); said != whole {
			t.Errorf("a backup that was killed, and stands under its name: %s", said)
		}
	}
	last := filepath.Join(dir, "last")
	for _, args := range [][]string{{"--data", archive, "backup", last}, {"--data", last, "check"}, {"--data", archive, "check"}} {
		if said := saidBy(t.Context(), args...); args[2] == "check" && said != whole || args[2] == "backup" && said != "" {
			t.Errorf("%v: %s", args, said)
		}
	}
	t.Logf("%d kills, %d backups had ended before", kills, done)
}
