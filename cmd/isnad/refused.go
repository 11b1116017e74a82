package main

import (
	"context"
	"errors"
	"log/slog"

	"isnad"
)

// watched is an engine that tells its operator of writes which it refused because another process had taken over: this one was
// paused, cut off or slow for longer than its leases last.
type watched struct {
	isnad.Engine
	log *slog.Logger
}

// Update writes, or says why not.
func (w watched) Update(ctx context.Context, fn func(isnad.Tx) error) error {
	err := w.Engine.Update(ctx, fn)
	var lost *isnad.LostError
	if errors.As(err, &lost) {
		w.log.Warn("write refused: another process has taken over", "lease", lost.Name)
	}
	return err
}
