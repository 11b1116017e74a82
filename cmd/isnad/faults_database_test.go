//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"isnad/internal/postgres/pgtest"
)

// pair is a database and its replica, each on a disk of its own. What the first acknowledges the second has.
type pair struct {
	t       *testing.T
	places  [2]pgtest.Place
	servers [2]*pgtest.Server
	first   int // which of them is the primary
	disks   bool
}

// roomy is the size of a disk, in megabytes: more than a run fills.
const roomy = 3072

func newPair(t *testing.T, ownNetwork bool) *pair {
	p := &pair{t: t, disks: ownNetwork}
	for i := range p.places {
		p.places[i].Open = ownNetwork
		if ownNetwork {
			p.places[i].Folder = disk(t)
		}
	}
	var err error
	p.servers[0], err = pgtest.StartAt(p.places[0])
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, s := range p.servers {
			if s == nil {
				continue
			}
			if err := s.Close(); err != nil {
				t.Log(err) // it may be down already
			}
		}
	})
	p.places[0].Port = p.servers[0].Port()
	for _, q := range []string{"ALTER SYSTEM SET max_wal_size = '192MB'", "CREATE DATABASE faults"} {
		if err := p.servers[0].Do(q); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.follow(1); err != nil {
		t.Fatal(err)
	}
	p.places[1].Port = p.servers[1].Port()
	return p
}

// disk is an empty file system that can be made small; the namespace of the test's mounts ends with it.
func disk(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "isnad-disk-") // not the test's folder: the server's user cannot enter that
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = syscall.Unmount(dir, syscall.MNT_DETACH) // a server may still be ending
		_ = os.Remove(dir)
	})
	if err := errors.Join(syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%dm", roomy)), os.Chmod(dir, 0o777|os.ModeSticky)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func (p *pair) primary() *pgtest.Server { return p.servers[p.first] }

func (p *pair) port(i int) int { return p.places[i].Port }

// address names both servers; whoever connects finds the one that takes writes.
func (p *pair) address() string {
	return p.through(fmt.Sprintf("127.0.0.1:%d", p.port(0)), fmt.Sprintf("127.0.0.1:%d", p.port(1)))
}

func (p *pair) through(hosts ...string) string {
	return "postgres://isnad@" + strings.Join(hosts, ",") + "/faults?sslmode=disable&connect_timeout=5&target_session_attrs=read-write"
}

// follow starts a replica, from which on nothing is acknowledged that it does not have.
func (p *pair) follow(i int) (err error) {
	if p.servers[i], err = p.primary().Follow(p.places[i]); err != nil {
		return err
	}
	return errors.Join(p.primary().Synchronous(true), p.primary().Followed())
}

// switchOver has the primary die and the replica take its place; then the machine of the dead one becomes the new replica.
func (p *pair) switchOver() error {
	old, next := p.first, 1-p.first
	if err := errors.Join(p.servers[old].Followed(), p.servers[old].Down("immediate"), p.servers[next].Promote()); err != nil {
		return err
	}
	p.first = next
	return errors.Join(p.servers[next].Synchronous(false), p.servers[old].Close(), p.follow(old))
}

// small reports whether the disks can be filled.
func (p *pair) small() bool { return p.disks }

// fill makes the primary's disk as small as what is on it, and waits until the server has met its end.
func (p *pair) fill() bool {
	log := filepath.Join(p.primary().Folder(), "log")
	complaints := func() int {
		b, err := os.ReadFile(log)
		if err != nil {
			p.t.Fatal(err)
		}
		return strings.Count(string(b), "No space left on device")
	}
	before := complaints()
	for range 50 {
		var s syscall.Statfs_t
		if err := syscall.Statfs(p.places[p.first].Folder, &s); err != nil {
			p.t.Fatal(err)
		}
		used := (int64(s.Blocks) - int64(s.Bfree)) * s.Bsize
		if err := p.resize(used + 128<<10); err == nil {
			break
		}
	}
	for range 300 {
		if time.Sleep(50 * time.Millisecond); complaints() > before {
			time.Sleep(time.Second) // others meet it too
			return true
		}
	}
	return false
}

func (p *pair) resize(bytes int64) error {
	return syscall.Mount("", p.places[p.first].Folder, "", syscall.MS_REMOUNT, fmt.Sprintf("size=%d", bytes))
}

// empty gives the room back, and starts the server where it ended, until it serves: one that was ending when the room came may seem
// to run still.
func (p *pair) empty() error {
	if err := p.resize(roomy << 20); err != nil {
		return err
	}
	var err error
	for range 120 {
		if err = p.serve(); err == nil {
			return nil
		}
		time.Sleep(500 * time.Millisecond)
	}
	return err
}

func (p *pair) serve() error {
	if !p.primary().Running() {
		if err := p.primary().Up(); err != nil {
			return err
		}
	}
	return p.primary().Wait(10*time.Second, `SELECT NOT pg_is_in_recovery()`)
}
