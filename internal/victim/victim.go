// Package victim starts copies of a test's own binary and kills them with -9, so that the test can look at what they leave.
//
// The test's TestMain knows by the environment that it is a victim, works, and says on standard output what it
// acknowledges. Start with [Start].
package victim

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Victim is a process that will be killed.
type Victim struct {
	t         testing.TB
	command   *exec.Cmd
	said      *bufio.Reader
	complaint strings.Builder
}

// Start starts this test's binary with these settings ("NAME=value") in its environment.
func Start(t testing.TB, env ...string) *Victim {
	t.Helper()
	v := &Victim{t: t, command: exec.Command(os.Args[0], "-test.run=^$")}
	v.command.Env = append(os.Environ(), env...)
	v.command.Stderr = &v.complaint
	out, err := v.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	v.said = bufio.NewReader(out)
	if err := v.command.Start(); err != nil {
		t.Fatal(err)
	}
	return v
}

// Line waits for the next line that it says, and reports whether there was one: a line that was not said to its end is none.
func (v *Victim) Line() (string, bool) {
	line, err := v.said.ReadString('\n')
	return strings.TrimSuffix(line, "\n"), err == nil
}

// Kill kills it, where it has not ended by itself, and gives the lines that were not read yet: what it said before it died is
// acknowledged too. The test fails where it complained on standard error.
func (v *Victim) Kill() (rest []string) {
	v.t.Helper()
	if err := v.command.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		v.t.Fatal(err)
	}
	for line, ok := v.Line(); ok; line, ok = v.Line() {
		rest = append(rest, line)
	}
	if err := v.command.Wait(); v.complaint.Len() > 0 {
		v.t.Fatalf("the process failed: %v: %s", err, &v.complaint)
	}
	return rest
}

// KillAfter waits for n lines, calls wait, kills it, and gives the last line that it said, "" where it said none.
func (v *Victim) KillAfter(n int, wait func()) (last string) {
	v.t.Helper()
	for ; n > 0; n-- {
		line, ok := v.Line()
		if !ok {
			break
		}
		last = line
	}
	wait()
	if rest := v.Kill(); len(rest) > 0 {
		last = rest[len(rest)-1]
	}
	return last
}
