// Command isnad is the news archive's one binary: each subcommand has a file of its own, config.go holds what is
// configured, open.go wires engines and ports.
//
// It decides nothing about articles; what a step does stands in its package. Start with newRoot.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() { os.Exit(untilSignal()) }

// stopWithin is how long after a signal the process has ended for certain: what is under way is finished or given back before, and
// orchestrators kill after 30 seconds. What is given up then is as if it had been killed, which loses nothing.
const stopWithin = 28 * time.Second

// untilSignal is the command as a process: a signal ends it, and a second one at once.
func untilSignal() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, func() {
		stop()
		time.Sleep(stopWithin)
		fmt.Fprintf(os.Stderr, "isnad: what was under way did not end in %v, and is given up\n", stopWithin)
		os.Exit(exitFailed)
	})
	return run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
}

// run is main without the process, so that tests can call it.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{stdin: stdin, stdout: stdout, stderr: stderr, config: configFromEnv(os.Getenv)}
	root := newRoot(a)
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	return a.exit(err)
}
