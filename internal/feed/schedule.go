package feed

import (
	"hash/fnv"
	"slices"
	"time"
)

// Bounds between which a feed is looked at, where the source sets no others.
const (
	Shortest = 5 * time.Minute
	Longest  = 24 * time.Hour
)

// History is what is known of a feed when its next poll is set.
type History struct {
	Key     string      // of the feed: feeds with the same rhythm are spread by it
	Polled  time.Time   // the poll just done
	Entries []time.Time // when entries appeared, as far as known, in any order; those after Polled do not count
	Gap     time.Duration
	Latest  time.Time // when something new was last seen: with Gap what earlier polls taught, where Entries tell nothing
	Asked   time.Duration
	// Shortest and Longest bound the wait; zero is this package's.
	Shortest, Longest time.Duration
}

// NextPoll gives when to look again: half of the usual gap between the feed's latest entries, longer the longer nothing
// has come, never more often than the feed asks for where it asks for at most an hour, within the bounds. Up to a tenth is
// added by the feed's key, so that feeds subscribed together drift apart. It is a pure function: a restart changes nothing.
func NextPoll(h History) time.Time {
	least, most := h.Shortest, h.Longest
	if least <= 0 {
		least = Shortest
	}
	if most <= 0 {
		most = Longest
	}
	wait := rhythm(h)
	if h.Asked > 0 && h.Asked <= time.Hour {
		wait = max(wait, h.Asked)
	}
	wait = min(max(wait, least), max(most, least))
	return h.Polled.Add(wait + jitter(h.Key, wait))
}

// Rest is the wait after so many failures in a row: five minutes doubling to a day, and up to a tenth more by the key.
func Rest(key string, failures int) time.Duration {
	wait := min(Shortest<<min(max(failures-1, 0), 9), Longest)
	return wait + jitter(key, wait)
}

// unknown is the wait where nothing is known of a feed's rhythm.
const unknown = time.Hour

// rhythm gives half the usual gap, and at least a tenth of the silence.
func rhythm(h History) time.Duration {
	gap, latest := Gap(h.Entries, h.Polled)
	if gap == 0 {
		gap = h.Gap
	}
	if h.Latest.After(latest) && !h.Latest.After(h.Polled) {
		latest = h.Latest
	}
	wait := gap / 2
	if gap == 0 {
		wait = unknown
	}
	if !latest.IsZero() {
		wait = max(wait, h.Polled.Sub(latest)/10)
	}
	return wait
}

// Gap gives the median gap between the entries of the week before polled, twenty-one at most, and when the latest
// appeared; zero where they do not tell. All at once count as a nanosecond apart.
func Gap(entries []time.Time, polled time.Time) (gap time.Duration, latest time.Time) {
	var times []time.Time
	for _, t := range entries {
		if !t.IsZero() && !t.After(polled) {
			times = append(times, t)
		}
	}
	if len(times) == 0 {
		return 0, time.Time{}
	}
	slices.SortFunc(times, func(a, b time.Time) int { return b.Compare(a) })
	latest = times[0]
	times = times[:min(len(times), 21)]
	var gaps []time.Duration
	for i := 1; i < len(times) && polled.Sub(times[i]) <= 7*24*time.Hour; i++ {
		gaps = append(gaps, times[i-1].Sub(times[i]))
	}
	if len(gaps) == 0 {
		return 0, latest
	}
	slices.Sort(gaps)
	return max(gaps[len(gaps)/2], 1), latest
}

func jitter(key string, wait time.Duration) time.Duration {
	sum := fnv.New32a()
	sum.Write([]byte(key))
	return wait / 10 * time.Duration(sum.Sum32()%1000) / 1000
}
