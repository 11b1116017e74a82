//go:build linux

package main

import (
	"context"
	"errors"
	"syscall"
	"time"
)

// faultKind is something that breaks; do reports whether it came to it.
type faultKind struct {
	name string
	do   func() bool
}

func (f *faultsTest) kinds() []faultKind {
	all := []faultKind{
		{"worker killed", f.killed}, {"worker paused past its leases", f.paused}, {"worker paused for a minute or two", f.pausedLong},
		{"worker cut off past its leases", f.cutOff}, {"worker cut off for long", f.cutOffLong},
		{"database crashed", f.crashed}, {"database stopped in a transaction", f.crashedInTransaction}, {"database restarted", f.restarted},
		{"transactions ended by the database", f.terminated}, {"replica promoted", f.promoted}, {"object store away", f.storeAway},
	}
	if f.pair.small() {
		all = append(all, faultKind{"disk of the database full", f.diskFull})
	}
	return all
}

// outage is a worker that is away for longer than one fault takes.
type outage struct {
	of    *faultyWorker
	until time.Time
	mend  func()
}

// away lets a worker be away until some time has passed, during other faults; of the three one goes on at least.
func (f *faultsTest) away(w *faultyWorker, most time.Duration, mend func()) {
	if len(f.outages) == len(f.workers)-2 {
		time.Sleep(time.Until(f.outages[0].until))
		f.mendDue()
	}
	least := 35 * time.Second // after which jobs are given to others, and the server ends what is silent
	f.outages = append(f.outages, outage{w, time.Now().Add(least + time.Duration(f.random.Int64N(int64(most-least)))), mend})
}

// mendDue lets those go on whose time away is over.
func (f *faultsTest) mendDue() {
	kept := f.outages[:0]
	for _, o := range f.outages {
		if time.Now().Before(o.until) {
			kept = append(kept, o)
			continue
		}
		o.mend()
	}
	f.outages = kept
}

func (f *faultsTest) mendAll() {
	for _, o := range f.outages {
		o.mend()
	}
	f.outages = nil
}

// pastLeases is longer than the leases of workers last; not those with hosts, which an outage for long outlives.
const pastLeases = 6 * time.Second

// one is any worker that is not away.
func (f *faultsTest) one() *faultyWorker {
	for {
		w := f.workers[f.random.IntN(len(f.workers))]
		there := true
		for _, o := range f.outages {
			there = there && o.of != w
		}
		if there {
			return w
		}
	}
}

func (f *faultsTest) killed() bool {
	w := f.one()
	w.kill()
	w.start()
	return true
}

// paused stops a process for longer than its leases last, and lets it go on.
func (f *faultsTest) paused() bool {
	w := f.one()
	w.signal(syscall.SIGSTOP)
	time.Sleep(pastLeases)
	w.signal(syscall.SIGCONT)
	return true
}

// pausedLong stops a process for so long that its jobs, too, are given to others, and the server ends its transaction.
func (f *faultsTest) pausedLong() bool {
	w := f.one()
	w.signal(syscall.SIGSTOP)
	most := 150 * time.Second
	if faultNumber() < 24 {
		most = 45 * time.Second // the usual run is to end soon
	}
	f.away(w, most, func() { w.signal(syscall.SIGCONT) })
	return true
}

// cutOff lets nothing through between a worker and the database for longer than its leases last, while it can fetch.
func (f *faultsTest) cutOff() bool {
	w := f.one()
	w.link.cut()
	time.Sleep(pastLeases)
	w.link.mend()
	return true
}

// cutOffLong cuts a worker off for so long that both ends give their connections up.
func (f *faultsTest) cutOffLong() bool {
	w := f.one()
	w.link.cut()
	f.away(w, 60*time.Second, w.link.mend)
	return true
}

func (f *faultsTest) crashed() bool {
	s := f.pair.primary()
	f.must(errors.Join(s.Down("immediate"), s.Up()))
	return true
}

func (f *faultsTest) restarted() bool {
	s := f.pair.primary()
	f.must(errors.Join(s.Down("fast"), s.Up()))
	return true
}

func (f *faultsTest) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

// crashedInTransaction has a transaction stand still before its end, by a lock, and stops the server then.
func (f *faultsTest) crashedInTransaction() bool {
	c := f.connect()
	defer c.Close(context.Background())
	_, err := c.Exec(context.Background(), `BEGIN; SELECT FROM tally FOR UPDATE`)
	f.must(err)
	s := f.pair.primary()
	standing := s.Wait(15*time.Second, `SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE application_name = 'isnad' AND backend_xid IS NOT NULL AND wait_event_type = 'Lock')`)
	f.must(errors.Join(s.Down("immediate"), s.Up()))
	return standing == nil // else nobody had anything to write
}

// terminated ends every connection to the database, whatever it was doing.
func (f *faultsTest) terminated() bool {
	f.must(f.pair.primary().Do(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'isnad'`))
	return true
}

// promoted has the server die, its replica take its place, and a new replica follow that.
func (f *faultsTest) promoted() bool {
	f.must(f.pair.switchOver())
	return true
}

// diskFull leaves the database no room until it has said so, and gives it back. What a server that ended needs is to be
// started, as its service does; the rest comes by itself.
func (f *faultsTest) diskFull() bool {
	full := f.pair.fill()
	f.must(f.pair.empty())
	return full
}

func (f *faultsTest) storeAway() bool {
	f.objects.away.Store(true)
	before := f.objects.refused.Load()
	for range 60 {
		if time.Sleep(50 * time.Millisecond); f.objects.refused.Load() > before+3 {
			break
		}
	}
	f.objects.away.Store(false)
	return f.objects.refused.Load() > before
}
