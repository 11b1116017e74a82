package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"isnad"
)

// The exit codes that scripts rely on.
const (
	exitGood     = 0
	exitFailed   = 1
	exitUsage    = 2
	exitProblems = 3 // some items failed, the others are done
)

// usageError is a command line that cannot be meant.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

func usage(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// problemsError says that some items failed; each was named when it did.
type problemsError struct{ count int }

func (e problemsError) Error() string {
	if e.count == 1 {
		return "1 item was not taken (see above)"
	}
	return fmt.Sprintf("%d items were not taken (see above)", e.count)
}

// problems is nil where count is 0.
func problems(count int) error {
	if count == 0 {
		return nil
	}
	return problemsError{count}
}

// exit prints the error in words for people and gives the exit code.
func (a *app) exit(err error) int {
	if err == nil || errors.Is(err, syscall.EPIPE) {
		return exitGood
	}
	fmt.Fprintf(a.stderr, "isnad: %s\n", explain(err))
	var u usageError
	var p problemsError
	switch {
	case errors.As(err, &u), cobraUsage(err):
		return exitUsage
	case errors.As(err, &p):
		return exitProblems
	}
	return exitFailed
}

// cobraUsage recognises cobra's own complaints about the command line, which have no type.
func cobraUsage(err error) bool {
	for _, start := range []string{"unknown command", "unknown flag", "accepts ", "requires at least", "required flag", "invalid argument"} {
		if strings.HasPrefix(err.Error(), start) {
			return true
		}
	}
	return false
}

// explain adds to an error what can be done about it.
func explain(err error) string {
	hint := ""
	switch {
	case errors.Is(err, context.Canceled):
		return "stopped; the same command again goes on where it ended"
	case errors.Is(err, isnad.ErrFull), errors.Is(err, syscall.ENOSPC):
		hint = "make room on the disk and run the same command again; nothing that was acknowledged is lost"
	case errors.Is(err, isnad.ErrCorrupt):
		hint = "'isnad check' shows what is damaged, 'isnad repair' makes the database again from what can be read"
	case errors.Is(err, fs.ErrPermission):
		hint = "give this user the right, or name another folder with --data"
	case cobraUsage(err):
		hint = "see 'isnad --help'"
	}
	if hint == "" {
		return err.Error()
	}
	return fmt.Sprintf("%v\n       %s", err, hint)
}
