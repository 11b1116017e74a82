//go:build linux

package main

import (
	"net"
	"sync/atomic"
	"testing"
	"time"
)

// gate stands between clients and a server: it can cut them off without a word, as a network does that is down.
type gate struct {
	listener net.Listener
	to       string
	shut     atomic.Bool
}

func newGate(t *testing.T, to string) *gate {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{listener: l, to: to}
	t.Cleanup(func() { l.Close() })
	go g.accept()
	return g
}

func (g *gate) address() string { return g.listener.Addr().String() }

func (g *gate) accept() {
	for {
		c, err := g.listener.Accept()
		if err != nil {
			return
		}
		go g.join(c)
	}
}

func (g *gate) join(c net.Conn) {
	defer c.Close()
	for g.shut.Load() {
		time.Sleep(10 * time.Millisecond)
	}
	s, err := net.Dial("tcp", g.to)
	if err != nil {
		return
	}
	defer s.Close()
	go func() { defer s.Close(); g.copy(s, c) }()
	g.copy(c, s)
}

// copy passes bytes on; while the gate is shut they wait.
func (g *gate) copy(to, from net.Conn) {
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		for g.shut.Load() {
			time.Sleep(5 * time.Millisecond)
		}
		if n > 0 {
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}
