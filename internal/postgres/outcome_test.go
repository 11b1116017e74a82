package postgres_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"isnad"
	"isnad/internal/postgres"
	"isnad/internal/postgres/pgtest"
)

// interceptor stands between a client and the server, and does something instead of passing a COMMIT on: then the connection breaks.
type interceptor struct {
	listener net.Listener
	to       string
	instead  atomic.Pointer[func()]
}

func newInterceptor(t *testing.T, to string) *interceptor {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	i := &interceptor{listener: l, to: to}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go i.join(c)
		}
	}()
	return i
}

func (i *interceptor) join(c net.Conn) {
	defer c.Close()
	s, err := net.Dial("tcp", i.to)
	if err != nil {
		return
	}
	defer s.Close()
	var busy atomic.Bool
	go func() {
		if io.Copy(c, s); !busy.Load() { // until either ends
			c.Close()
		}
	}()
	buffer := make([]byte, 32<<10)
	for {
		n, err := c.Read(buffer)
		if err != nil {
			return
		}
		if bytes.Contains(buffer[:n], []byte("commit")) {
			if instead := i.instead.Swap(nil); instead != nil {
				busy.Store(true)
				(*instead)()
				return
			}
		}
		if _, err := s.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// TestNumberGivenAgain has the server die with a transaction of which nothing had reached its disk, and give that one's number to
// another, which is committed. Whoever asks what became of the first is not told of the second.
func TestNumberGivenAgain(t *testing.T) {
	s := pgtest.Own(t)
	if err := errors.Join(s.Do(`ALTER SYSTEM SET wal_writer_delay = '10s'`), s.Do(`ALTER SYSTEM SET autovacuum = off`), s.Do(`SELECT pg_reload_conf()`)); err != nil {
		t.Fatal(err)
	}
	address := s.Database(t, "")
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	way := newInterceptor(t, u.Host)
	u.Host = way.listener.Addr().String()
	db, err := postgres.Open(t.Context(), postgres.Options{URL: u.String()})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	other := open(t, address)
	if err := s.Do(`CHECKPOINT`); err != nil {
		t.Fatal(err)
	}
	instead := func() {
		if err := errors.Join(s.Down("immediate"), s.Up()); err != nil {
			t.Error(err)
		}
		for range 3 {
			if err := other.Update(t.Context(), func(tx isnad.Tx) error { return tx.SaveProgress("second", "written") }); err != nil {
				t.Error(err)
			}
		}
	}
	runs := 0
	err = db.Update(t.Context(), func(tx isnad.Tx) error {
		if runs++; runs == 1 {
			way.instead.Store(&instead)
		}
		return tx.SaveProgress("first", "written")
	})
	if v, asked := db.Progress(t.Context(), "first"); err != nil || asked != nil || v != "written" {
		t.Errorf("acknowledged: %v, after %d runs; it is there as %q, %v", err, runs, v, asked)
	}
	if runs != 2 {
		t.Errorf("run %d times, want once more after the server had forgotten it", runs)
	}
}

// TestOneWaits has many transactions of one process wait for another's: one of them stands in the server's queue. Were all there, a
// process that is paused would hold up everybody each time the lock comes to it.
func TestOneWaits(t *testing.T) {
	s := pgtest.Own(t)
	address := s.Database(t, "")
	first, second := open(t, address), open(t, address)
	begun, end := make(chan struct{}), make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		err := first.Update(t.Context(), func(isnad.Tx) error {
			close(begun)
			<-end
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
	<-begun
	for range 6 {
		group.Go(func() {
			if err := second.Update(t.Context(), func(tx isnad.Tx) error { return tx.SaveProgress("a", "b") }); err != nil {
				t.Error(err)
			}
		})
	}
	const waits = `SELECT count(*) > %d FROM pg_stat_activity WHERE wait_event = 'advisory'`
	if err := s.Wait(time.Minute, fmt.Sprintf(waits, 0)); err != nil {
		t.Error(err)
	}
	if err := s.Wait(time.Second, fmt.Sprintf(waits, 1)); err == nil {
		t.Error("more than one waits in the server's queue")
	}
	close(end)
	group.Wait()
}
