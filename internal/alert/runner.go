package alert

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"time"

	"isnad"
)

// Runner finds and tells. All fields but Mail, Address and Every are required.
type Runner struct {
	Store    store
	Searches isnad.SavedSearches
	Outbox   isnad.Outbox
	Matcher  isnad.Matcher
	Client   *http.Client // guarded: its requests go where strangers say
	Mail     *Mail        // nil where no mail can be sent
	Address  string       // where readers reach the archive, for links
	Now      func() time.Time
	Log      *slog.Logger
	Every    time.Duration // how often it looks; 0 is every two seconds
	Keep     time.Duration // how long the record of what came in is kept; 0 is KeepChanges

	trimmed time.Time // when that record was last cut
}

// KeepChanges is how long the record of what came in is kept unless said otherwise: three times what readers on phones are
// offered. The articles are not touched.
const KeepChanges = 90 * 24 * time.Hour

// store is what alerts read of a Store.
type store interface {
	Article(ctx context.Context, id string) (*isnad.Article, error)
}

// Run finds and tells until ctx ends.
func (r *Runner) Run(ctx context.Context) error {
	every := r.Every
	if every == 0 {
		every = 2 * time.Second
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if err := r.Once(ctx); err != nil && ctx.Err() == nil {
			r.Log.Error("alerts", "error", err) // the next tick tries again
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Once looks at all changes there are, and tells all that is due.
func (r *Runner) Once(ctx context.Context) error {
	for {
		n, err := r.step(ctx)
		if err != nil {
			return err
		}
		if n < batch {
			break
		}
	}
	if err := r.trim(ctx); err != nil {
		return err
	}
	return r.tell(ctx)
}

// trim forgets what came in long ago, once a day.
func (r *Runner) trim(ctx context.Context) error {
	now := r.Now()
	if since := now.Sub(r.trimmed); since >= 0 && since < 24*time.Hour {
		return nil
	}
	if _, err := r.Outbox.Trim(ctx, now.Add(-cmp.Or(r.Keep, KeepChanges))); err != nil {
		return err
	}
	r.trimmed = now
	return nil
}

// A delivery that fails is tried again after these rests, which are those that Standard Webhooks recommends, a little spread;
// then it is given up. It has been tried for three days.
var rests = []time.Duration{5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour}

// atOnce is how many deliveries are taken up together.
const atOnce = 100

// tell delivers what is due: webhooks one by one, what waits for one mail address in one mail.
func (r *Runner) tell(ctx context.Context) error {
	for {
		due, err := r.Outbox.DueDeliveries(ctx, r.Now(), atOnce)
		if err != nil || len(due) == 0 {
			return err
		}
		searches, err := r.Searches.SavedSearches(ctx, "", true)
		if err != nil {
			return err
		}
		for _, g := range r.grouped(due, searches) {
			if err := r.deliver(ctx, g); err != nil {
				return err
			}
		}
		if len(due) < atOnce {
			return nil
		}
	}
}

// group is what goes out in one message.
type group struct {
	search     *isnad.SavedSearch
	channel    *isnad.Channel
	deliveries []isnad.Delivery
}

// grouped puts deliveries for one digest together, in order of the first.
func (r *Runner) grouped(due []isnad.Delivery, searches []isnad.SavedSearch) []*group {
	var groups []*group
	digests := map[string]*group{}
	for _, d := range due {
		s, c := channelOf(searches, &d)
		if c != nil && c.Kind == isnad.MailDigest {
			if g := digests[c.ID]; g != nil {
				g.deliveries = append(g.deliveries, d)
				continue
			}
		}
		g := &group{s, c, []isnad.Delivery{d}}
		groups = append(groups, g)
		if c != nil {
			digests[c.ID] = g
		}
	}
	return groups
}

func channelOf(searches []isnad.SavedSearch, d *isnad.Delivery) (*isnad.SavedSearch, *isnad.Channel) {
	for i := range searches {
		if searches[i].ID != d.Search {
			continue
		}
		for j := range searches[i].Channels {
			if searches[i].Channels[j].ID == d.Channel {
				return &searches[i], &searches[i].Channels[j]
			}
		}
	}
	return nil, nil
}

// deliver sends one message and records what became of it. The error is one of the store's: a message that was not taken is
// a fact about the channel.
func (r *Runner) deliver(ctx context.Context, g *group) error {
	now := r.Now()
	switch {
	case g.channel == nil:
		return r.settle(ctx, g, isnad.GivenUp, now, "the channel is gone")
	case g.channel.Paused:
		for i := range g.deliveries {
			g.deliveries[i].NotBefore = now.Add(10 * time.Minute)
		}
		return r.Outbox.Settle(ctx, g.deliveries)
	}
	err := r.send(ctx, g)
	if err != nil && ctx.Err() != nil {
		return ctx.Err() // we are stopping; it waits for the next start
	}
	for i := range g.deliveries {
		g.deliveries[i].Tries++
	}
	tries := g.deliveries[0].Tries
	var refused *refusal
	switch {
	case err == nil:
		return r.settle(ctx, g, isnad.Delivered, now, "")
	case tries > len(rests), errors.As(err, &refused) && refused.forGood:
		r.Log.Warn("alert given up", "search", g.search.ID, "channel", g.channel.Target, "error", err)
		return r.settle(ctx, g, isnad.GivenUp, now, reason(err))
	}
	rest := rests[tries-1]
	rest += time.Duration(rand.Int64N(int64(rest)/10 + 1)) // so that many do not come back at once
	if refused != nil && refused.wait > rest {
		rest = min(refused.wait, 24*time.Hour)
	}
	return r.settle(ctx, g, isnad.Waiting, now.Add(rest), reason(err))
}

func (r *Runner) settle(ctx context.Context, g *group, state isnad.DeliveryState, notBefore time.Time, why string) error {
	for i := range g.deliveries {
		g.deliveries[i].State, g.deliveries[i].NotBefore, g.deliveries[i].Reason = state, notBefore, why
	}
	return r.Outbox.Settle(ctx, g.deliveries)
}

func (r *Runner) send(ctx context.Context, g *group) error {
	if g.channel.Kind == isnad.MailDigest {
		if r.Mail == nil {
			return errors.New("this archive has no mail server: start it with --smtp")
		}
		return r.Mail.send(ctx, r.digest(g))
	}
	return r.post(ctx, g)
}

// refusal is an answer of the other side that says no.
type refusal struct {
	text    string
	wait    time.Duration // it asked to wait so long
	forGood bool          // it will never take this
}

// Error gives the answer.
func (e *refusal) Error() string { return e.text }

// reason puts a failure in one line for people.
func reason(err error) string { return cut(isnad.CleanText(err.Error())) }

func unlessNotFound(err error) error {
	if errors.Is(err, isnad.ErrNotFound) {
		return nil
	}
	return fmt.Errorf("alert: %w", err)
}
