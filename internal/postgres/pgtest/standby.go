package pgtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"
)

// Place is where a server keeps its data and is reached; its zero is a folder among the temporary ones, and loopback alone.
type Place struct {
	Folder string // in which the server's own is made
	Port   int    // 0 is one that is free
	Open   bool   // reached at every address of this network by whoever is in it: for networks of tests' own
}

// server is one that is not made yet.
func (p Place) server() (*Server, error) {
	dir, err := os.MkdirTemp(p.Folder, "isnad-postgres-")
	return &Server{dir: dir, port: p.Port}, err
}

// StartAt makes and starts a server at a place, as Start does.
func StartAt(p Place) (*Server, error) {
	s, err := p.server()
	if err != nil {
		return nil, err
	}
	return start(s, func(s *Server) error {
		if err := s.initialise(); err != nil || !p.Open {
			return err
		}
		return errors.Join(s.write("postgresql.conf", "listen_addresses = '*'\n"), s.write("pg_hba.conf", "host all all samenet trust\n"))
	})
}

// Follow starts a server that follows s: with a copy of its data, and of what is written from then on.
func (s *Server) Follow(p Place) (*Server, error) {
	f, err := p.server()
	if err != nil {
		return nil, err
	}
	return start(f, func(f *Server) error {
		err := f.run(f.command(filepath.Join(f.bin, "pg_basebackup"), "-h", "127.0.0.1", "-p", fmt.Sprint(s.port), "-U", "isnad",
			"-D", filepath.Join(f.dir, "data"), "-R", "-X", "stream", "-c", "fast", "--no-sync"))
		return errors.Join(err, f.own())
	})
}

// Port is where the server listens.
func (s *Server) Port() int { return s.port }

// Folder is the server's own.
func (s *Server) Folder() string { return s.dir }

// Running reports whether the server runs: one whose disk is full may have ended by itself.
func (s *Server) Running() bool {
	return s.run(s.command(filepath.Join(s.bin, "pg_ctl"), "-D", filepath.Join(s.dir, "data"), "status")) == nil
}

// Promote makes a server that follows another one of its own.
func (s *Server) Promote() error {
	return s.run(s.command(filepath.Join(s.bin, "pg_ctl"), "-D", filepath.Join(s.dir, "data"), "-w", "-t", "180", "promote"))
}

// Synchronous says whether what the server acknowledges is to be with a follower before.
func (s *Server) Synchronous(on bool) error {
	names := ""
	if on {
		names = "*"
	}
	if err := s.Do(fmt.Sprintf(`ALTER SYSTEM SET synchronous_standby_names = '%s'`, names)); err != nil {
		return err
	}
	return s.Do(`SELECT pg_reload_conf()`)
}

// Followed waits until a follower has all that the server writes.
func (s *Server) Followed() error {
	return s.Wait(3*time.Minute, `SELECT EXISTS (SELECT 1 FROM pg_stat_replication WHERE state = 'streaming' AND sync_state IN ('sync', 'quorum'))`)
}

// Wait waits until a query of the server's own database gives true.
func (s *Server) Wait(most time.Duration, query string) error {
	ctx, cancel := context.WithTimeout(context.Background(), most)
	defer cancel()
	c, err := pgx.Connect(ctx, s.URL("postgres"))
	if err != nil {
		return err
	}
	defer c.Close(context.Background())
	for {
		var done bool
		if err := c.QueryRow(ctx, query).Scan(&done); err != nil || done {
			return err
		}
		time.Sleep(5 * time.Millisecond)
	}
}
