//go:build linux

package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"testing"
	"time"
)

// faultyWorker is a process that works, with a network of its own to the databases.
type faultyWorker struct {
	f       *faultsTest
	link    link
	process *exec.Cmd
	ended   chan struct{}
}

// link is a network between a worker and the databases, which can be cut without a word.
type link interface {
	cut()
	mend()
	store() string                                 // how the worker names the databases
	command(name string, args ...string) *exec.Cmd // in the worker's network
}

// gates are the link where no network can be made: servers on loopback that let nothing through while they are shut.
type gates struct {
	pair *pair
	of   [2]*gate
}

func newGates(t *testing.T, p *pair) *gates {
	g := &gates{pair: p}
	for i := range g.of {
		g.of[i] = newGate(t, fmt.Sprintf("127.0.0.1:%d", p.port(i)))
	}
	return g
}

func (g *gates) shut(now bool) {
	for _, one := range g.of {
		one.shut.Store(now)
	}
}

func (g *gates) cut()          { g.shut(true) }
func (g *gates) mend()         { g.shut(false) }
func (g *gates) store() string { return g.pair.through(g.of[0].address(), g.of[1].address()) }

func (g *gates) command(name string, args ...string) *exec.Cmd { return exec.Command(name, args...) }

func (w *faultyWorker) start() {
	c := w.link.command(w.f.binary, "work", "--listen", "", "--pace", "2ms", "--every", "300ms", "--lease", "5s", "--timeout", "6s",
		"--store", w.link.store(), "--archive", w.f.objects.address())
	c.Env = append(os.Environ(), "ISNAD_ALLOW=127.0.0.0/8", "ISNAD_S3_ACCESS_KEY=reader", "ISNAD_S3_SECRET_KEY=of-tests")
	c.Stdout, c.Stderr = io.Discard, &w.f.said // that something fails is what is tested
	if err := c.Start(); err != nil {
		w.f.t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = c.Wait() // it may have failed: that is looked at by what it leaves
		close(ended)
	}()
	w.process, w.ended = c, ended
}

// end has the process finish what it does and give back its leases. It has the half minute that orchestrators give.
func (w *faultyWorker) end() {
	_ = w.process.Process.Signal(syscall.SIGTERM) // it may have ended by itself
	select {
	case <-w.ended:
	case <-time.After(90 * time.Second): // more, for the machine may be busy: TestWorkerStopped looks at the time
		w.f.t.Errorf("worker %d did not end in time after a signal", w.process.Process.Pid)
		w.kill()
	}
}

func (w *faultyWorker) kill() {
	_ = w.process.Process.Kill() // it may have ended by itself
	<-w.ended
}

// revive starts the process again where it ended by itself.
func (w *faultyWorker) revive() {
	select {
	case <-w.ended:
		w.f.said.restarted()
		w.start()
	default:
	}
}

func (w *faultyWorker) signal(s syscall.Signal) {
	if err := w.process.Process.Signal(s); err != nil {
		w.revive()
	}
}

// complaints counts what workers say of what was refused to them.
type complaints struct {
	mu               sync.Mutex
	rest             []byte
	expired, retired int // writes under a lease that was over, of a job that another had
	restarts         int // of workers that ended by themselves
}

// Write counts lines.
func (c *complaints) Write(b []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if loud() {
		os.Stderr.Write(b)
	}
	c.rest = append(c.rest, b...)
	for {
		line, rest, whole := bytes.Cut(c.rest, []byte("\n"))
		if !whole {
			return len(b), nil
		}
		switch {
		case bytes.Contains(line, []byte("write refused")):
			c.expired++
		case bytes.Contains(line, []byte("somebody else has it")):
			c.retired++
		}
		c.rest = rest
	}
}

func (c *complaints) restarted() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.restarts++
}

// String tells the counts.
func (c *complaints) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return fmt.Sprintf("refused: %d writes under a lease that was over, %d of jobs that another had; %d workers ended by themselves", c.expired, c.retired, c.restarts)
}
