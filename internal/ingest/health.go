package ingest

import (
	"time"

	"isnad"
	"isnad/internal/feed"
)

// movesBelieved is how often in a row permanent redirects must lead to the same address, with success, before it is taken
// as the source's own: a site in repair redirects everything for an hour.
const movesBelieved = 3

// fared gives a source its new state after a poll that found so many new entries.
func fared(s *isnad.Source, f findings, fresh int) {
	h := &s.Health
	h.LastPoll = f.at
	if f.why != "" {
		failed(s, f)
		return
	}
	if f.becomes != "" { // a site whose feed is found: from now on that is the source
		s.Home, s.URL, s.Kind = s.URL, f.becomes, isnad.FeedSource
		h.NextPoll = f.at
		return
	}
	if !f.unchanged {
		h.ETag, h.LastModified = f.tag, f.modified
	}
	if s.Title == "" {
		s.Title = f.title
	}
	follow(s, f.moved)
	gap, latest := feed.Gap(appeared(f.entries), f.at)
	switch {
	case gap > 0:
		h.Gap = gap
	case fresh > 0 && !h.LastNew.IsZero() && f.at.After(h.LastNew):
		h.Gap = learned(h.Gap, f.at.Sub(h.LastNew)/time.Duration(fresh))
	}
	if fresh > 0 {
		h.LastNew = f.at
	}
	if latest.IsZero() {
		latest = h.LastNew
	}
	h.LastSuccess, h.Failures, h.Reason, h.Why = f.at, 0, "", ""
	h.NextPoll = feed.NextPoll(feed.History{Key: s.ID, Polled: f.at, Gap: h.Gap, Latest: latest, Asked: f.asked, Shortest: s.Interval})
}

// learned is what a feed without dates teaches of its rhythm: the newest gap counts for a quarter.
func learned(before, now time.Duration) time.Duration {
	if before == 0 {
		return now
	}
	return (3*before + now) / 4
}

// follow takes an address to which a source moved for good as its own after repeated success.
func follow(s *isnad.Source, moved string) {
	h := &s.Health
	switch {
	case moved == "" || moved == s.URL:
		h.Moved, h.Moves = "", 0
	case moved != h.Moved:
		h.Moved, h.Moves = moved, 1
	default:
		h.Moves++
	}
	if h.Moves >= movesBelieved {
		s.URL, h.Moved, h.Moves = h.Moved, "", 0
	}
}

// failed puts off the next poll, longer after each failure. What is gone for good is polled no more.
func failed(s *isnad.Source, f findings) {
	h := &s.Health
	h.Failures++
	h.Why, h.Reason = f.why, f.reason
	h.Moved, h.Moves = "", 0
	s.Paused = s.Paused || f.why == isnad.FailedGone
	h.NextPoll = f.at.Add(max(feed.Rest(s.ID, h.Failures), s.Interval))
	if f.until.After(f.at) && (f.why == isnad.FailedBusy || f.why == isnad.FailedAnswer) {
		h.NextPoll = f.at.Add(s.Interval) // the host's own rest counts
	}
	if f.until.After(h.NextPoll) {
		h.NextPoll = f.until
	}
}

// appeared gives the times at which entries were published, where they say.
func appeared(entries []feed.Entry) (times []time.Time) {
	for _, e := range entries {
		if !e.Published.Time.IsZero() {
			times = append(times, e.Published.Time)
		}
	}
	return times
}
