package main

import (
	"context"
	"net/http"
	"time"
)

// answers reports an error where the store does not answer.
func (o *opened) answers(ctx context.Context) error {
	_, err := o.store.Progress(ctx, "probe")
	return err
}

// probe answers whoever watches over a process: 200 while well gives no error within a few seconds, else 503. Without well it
// says only that the process answers: a database that is away is no reason to start it anew.
func probe(well func(context.Context) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, stop := context.WithTimeout(r.Context(), 3*time.Second)
		defer stop()
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		if well != nil && well(ctx) != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
			_, _ = w.Write([]byte("the store does not answer\n")) // who asked has gone
			return
		}
		_, _ = w.Write([]byte("ok\n"))
	}
}
