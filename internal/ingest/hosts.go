package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"time"

	"isnad"
	"isnad/internal/fetch"
)

// Hosts is a fetch.Memory that keeps refusals in the store, so that a restart asks nobody early.
type Hosts struct {
	Store isnad.Store
	Log   *slog.Logger
}

var _ fetch.Memory = Hosts{}

func hostKey(host string) string { return "host/" + host }

// Recall gives what is kept of a host. What cannot be read counts as nothing: then the host tells again.
func (h Hosts) Recall(host string) fetch.Refusal {
	var r fetch.Refusal
	kept, err := h.Store.Progress(context.Background(), hostKey(host))
	if err == nil && kept != "" {
		err = json.Unmarshal([]byte(kept), &r)
	}
	if err != nil {
		h.Log.Warn("host not recalled", "host", host, "error", err)
	}
	return r
}

// Remember keeps a refusal, on disk when it returns.
func (h Hosts) Remember(ctx context.Context, host string, r fetch.Refusal) {
	kept := ""
	if r.Failures > 0 {
		b, err := json.Marshal(r)
		if err != nil {
			panic(err) // a plain struct
		}
		kept = string(b)
	}
	err := h.Store.Update(ctx, func(tx isnad.Tx) error { return tx.SaveProgress(hostKey(host), kept) })
	if err != nil && ctx.Err() == nil {
		h.Log.Warn("host not remembered", "host", host, "error", err)
	}
}

// Turns hands hosts out among the processes that share a store, each host to one at a time.
type Turns struct {
	Leases isnad.Leases
	Log    *slog.Logger
}

var _ fetch.Turns = Turns{}

// turnAsk is how long is waited at most before a host that another process has is asked for again: a page takes about so long.
const turnAsk = 250 * time.Millisecond

// Take gives the host, or how long to wait.
func (t Turns) Take(ctx context.Context, host string, lasts time.Duration) (fetch.Turn, time.Duration, error) {
	l, err := t.Leases.Lease(ctx, hostKey(host), lasts)
	var held *isnad.HeldError
	switch {
	case errors.As(err, &held) && held.Held:
		return nil, min(held.Wait, turnAsk), nil
	case errors.As(err, &held):
		return nil, held.Wait, nil
	case err != nil:
		return nil, 0, err
	}
	return hostTurn{t, l}, 0, nil
}

// hostTurn is a turn with a host.
type hostTurn struct {
	of    Turns
	lease *isnad.Lease
}

// Until is when the turn ends.
func (t hostTurn) Until() time.Time { return t.lease.Until }

// Leave gives the host back, also where the fetch was ended. What cannot be given back runs out.
func (t hostTurn) Leave(pause time.Duration) {
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Second)
	defer stop()
	if err := t.of.Leases.Release(ctx, t.lease, pause); err != nil {
		t.of.Log.Warn("host not given back", "name", t.lease.Name, "error", err)
	}
}
