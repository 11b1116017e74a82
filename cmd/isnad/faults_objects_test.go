//go:build linux

package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// objects is an object store that can be away.
type objects struct {
	server  *httptest.Server
	away    atomic.Bool
	refused atomic.Int64 // requests while it was away
}

func newObjects(t *testing.T) *objects {
	backend := s3mem.New()
	if err := backend.CreateBucket("press"); err != nil {
		t.Fatal(err)
	}
	o := &objects{}
	inner := gofakes3.New(backend).Server()
	o.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if o.away.Load() {
			o.refused.Add(1)
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		inner.ServeHTTP(w, r)
	}))
	t.Cleanup(o.server.Close)
	return o
}

func (o *objects) address() string {
	return "s3+http://" + strings.TrimPrefix(o.server.URL, "http://") + "/press"
}
