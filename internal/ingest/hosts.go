package ingest

import (
	"context"
	"encoding/json"
	"log/slog"

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
