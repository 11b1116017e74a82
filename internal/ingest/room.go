package ingest

import (
	"context"
	"time"

	"isnad"
)

// low reports whether the disk is nearly full. Once it was, a quarter more than the reserve must be free.
func (c *Crawler) low() bool {
	if c.Room == nil {
		return false
	}
	free, err := c.Room()
	if err != nil {
		c.Log.Warn("room on the disk", "error", err)
		return false
	}
	reserve := c.Reserve
	if reserve == 0 {
		reserve = 512 << 20
	}
	c.schedule.mu.Lock()
	defer c.schedule.mu.Unlock()
	if c.schedule.low {
		reserve += reserve / 4
	}
	was := c.schedule.low
	c.schedule.low = free < reserve
	if c.schedule.low != was {
		c.Log.Warn("disk nearly full: fetching", "paused", c.schedule.low, "free", free, "reserve", reserve)
	}
	c.Meter.room(free, c.schedule.low)
	return c.schedule.low
}

// watchRoom ends with isnad.ErrFull once the disk is nearly full.
func (c *Crawler) watchRoom(ctx context.Context) error {
	for ctx.Err() == nil {
		if c.low() {
			return isnad.ErrFull
		}
		c.rest(ctx)
	}
	return nil
}

// waitForRoom waits until the disk is not nearly full. The error is ctx's.
func (c *Crawler) waitForRoom(ctx context.Context) error {
	for c.low() {
		if c.rest(ctx); ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return ctx.Err()
}

// rest waits as long as the schedule does between two looks.
func (c *Crawler) rest(ctx context.Context) {
	t := time.NewTimer(c.every())
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

func (c *Crawler) every() time.Duration {
	if c.Every == 0 {
		return 10 * time.Second
	}
	return c.Every
}
