//go:build linux

package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// inOwnNetwork runs the test once more in a process whose network and mounts are its own, where that is allowed. done reports
// that it did, own that this is that process.
func inOwnNetwork(t *testing.T) (own, done bool) {
	const inside = "ISNAD_TEST_OWN_NETWORK"
	if os.Getenv(inside) != "" {
		tool(t, "ip", "link", "set", "lo", "up")
		return true, false
	}
	if _, err := exec.LookPath("ip"); err != nil || os.Getuid() != 0 {
		t.Log("networks of its own are for root with iproute2: networks are cut on loopback, and the database's disk is not filled")
		return false, false
	}
	within := time.Hour
	if end, ok := t.Deadline(); ok {
		within = time.Until(end) - 10*time.Second
	}
	runtime.LockOSThread() // whose end would end the process
	defer runtime.UnlockOSThread()
	c := exec.Command(self(t), "-test.run=^"+t.Name()+"$", "-test.v", "-test.timeout="+within.String())
	c.Env = append(os.Environ(), inside+"=1")
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	c.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNET | syscall.CLONE_NEWNS, Pdeathsig: syscall.SIGKILL}
	if err := c.Start(); err != nil {
		t.Logf("no network of its own can be had (%v): networks are cut on loopback, and the database's disk is not filled", err)
		return false, false
	}
	if err := c.Wait(); err != nil {
		t.Error(err)
	}
	return true, true
}

// tool runs a program that must succeed.
func tool(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s %s: %v %s", name, strings.Join(args, " "), err, out)
	}
}

// wire is a link to a network of the worker's own, by a cable that can be pulled.
type wire struct {
	t      *testing.T
	n      int
	pair   *pair
	holder *exec.Cmd // a process that does nothing, in the worker's network
}

// newWire makes the network. What the worker is to reach even when the cable is pulled is carried to the loopback of its network.
func newWire(t *testing.T, n int, p *pair, carried ...string) *wire {
	w := &wire{t: t, n: n, pair: p, holder: exec.Command("cat")}
	w.holder.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNET}
	in, err := w.holder.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.holder.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		_ = w.holder.Wait() // it was told to end
	})
	pid := fmt.Sprint(w.holder.Process.Pid)
	tool(t, "ip", "link", "add", w.near(), "type", "veth", "peer", "name", "far", "netns", pid)
	tool(t, "ip", "address", "add", w.address(1)+"/24", "dev", w.near())
	tool(t, "ip", "link", "set", w.near(), "up")
	for _, args := range [][]string{{"link", "set", "lo", "up"}, {"address", "add", w.address(2) + "/24", "dev", "far"}, {"link", "set", "far", "up"}} {
		tool(t, "nsenter", append([]string{"--net=" + w.namespace(), "ip"}, args...)...)
	}
	for _, address := range carried {
		l, err := w.listen(address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		go (&gate{listener: l, to: address}).accept()
	}
	return w
}

func (w *wire) near() string { return fmt.Sprintf("worker%d", w.n) }

func (w *wire) address(end int) string { return fmt.Sprintf("10.9.%d.%d", w.n, end) }

func (w *wire) namespace() string { return fmt.Sprintf("/proc/%d/ns/net", w.holder.Process.Pid) }

// listen listens in the worker's network: a socket is of the network in which its thread was when it was made.
func (w *wire) listen(address string) (net.Listener, error) {
	home, err := os.Open("/proc/thread-self/ns/net")
	if err != nil {
		return nil, err
	}
	defer home.Close()
	far, err := os.Open(w.namespace())
	if err != nil {
		return nil, err
	}
	defer far.Close()
	runtime.LockOSThread()
	if err := unix.Setns(int(far.Fd()), unix.CLONE_NEWNET); err != nil {
		return nil, err
	}
	l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", address)
	if back := unix.Setns(int(home.Fd()), unix.CLONE_NEWNET); back != nil {
		return nil, back // the thread stays locked, and ends with its goroutine
	}
	runtime.UnlockOSThread()
	return l, err
}

func (w *wire) cut()  { tool(w.t, "ip", "link", "set", w.near(), "down") }
func (w *wire) mend() { tool(w.t, "ip", "link", "set", w.near(), "up") }

func (w *wire) store() string {
	return w.pair.through(fmt.Sprintf("%s:%d", w.address(1), w.pair.port(0)), fmt.Sprintf("%s:%d", w.address(1), w.pair.port(1)))
}

func (w *wire) command(name string, args ...string) *exec.Cmd {
	return exec.Command("nsenter", append([]string{"--net=" + w.namespace(), name}, args...)...)
}
