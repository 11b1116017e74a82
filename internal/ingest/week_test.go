package ingest

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"isnad"
)

// TestSevenDays crawls sources that misbehave in every way there is for seven simulated days, with a restart after each,
// and looks at what the web was asked. There are two of each way, with ISNAD_LONG 500 in all.
func TestSevenDays(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine on a clock of its own: nothing for the race detector")
	}
	sources := 2 * ways
	if os.Getenv("ISNAD_LONG") != "" {
		sources = 500
	}
	start := time.Date(2025, 6, 29, 0, 0, 0, 0, time.UTC)
	sim := newSimulation(t, start, time.Minute)
	web := newMisbehaving(t, sim)
	for i := range sources {
		s := NewSource(web.address(i), isnad.FeedSource, "")
		s.Interval = time.Hour
		if i == agency {
			s.Interval = 0
		}
		simulatedTx{s: sim}.PutSource(s)
	}
	for day := 1; day <= 7; day++ {
		sim.run(start.Add(time.Duration(day) * 24 * time.Hour))
		sim.restart()
	}
	t.Logf("%d requests in seven days; %d captures archived, %d of them failures", len(web.log), sim.places, sim.failures)
	for id, n := range sim.articles {
		if n != 1 {
			t.Errorf("article %s was stored %d times", id, n)
		}
	}
	byHost := map[string][]asked{}
	for _, a := range web.log {
		byHost[a.host] = append(byHost[a.host], a)
	}
	for i := range sources {
		l := requests{t: t, web: web, i: i, log: byHost[hostOf(i)], source: sim.sources[NewSource(web.address(i), "", "").ID]}
		t.Run(fmt.Sprintf("%02d/%d", i%ways, i), func(t *testing.T) {
			l.t = t
			l.polite()
			l.rightly()
		})
	}
}

// requests are those that one source's host got.
type requests struct {
	t      *testing.T
	web    *misbehaving
	i      int
	log    []asked
	source isnad.Source
}

// to gives the requests for paths with that beginning.
func (l requests) to(path string) (found []asked) {
	for _, a := range l.log {
		if strings.HasPrefix(a.path, path) {
			found = append(found, a)
		}
	}
	return found
}

func (l requests) day(a asked) int { return int(a.at.Sub(l.web.start) / (24 * time.Hour)) }

// polite holds whatever a source does: pace, cookies, robots.txt once a day, each page once.
func (l requests) polite() {
	pages, pace := map[string]int{}, time.Second
	if l.i%ways == delayed {
		pace = 5 * time.Second
	}
	for n, a := range l.log {
		if n > 0 && l.log[n-1].path != "/robots.txt" && a.at.Sub(l.log[n-1].at) < pace {
			l.t.Errorf("%s came %v after %s", a.path, a.at.Sub(l.log[n-1].at), l.log[n-1].path)
		}
		if a.header.Get("Cookie") != "" || a.header.Get("Referer") != "" {
			l.t.Errorf("%s with cookie or referer", a.path)
		}
		if strings.HasPrefix(a.path, "/p/") {
			pages[a.path]++
		}
	}
	for page, n := range pages {
		if n != 1 {
			l.t.Errorf("%s was asked for %d times", page, n)
		}
	}
	if n := len(l.to("/robots.txt")); n > 16 && l.i%ways != robotsDown { // a day, and each restart
		l.t.Errorf("robots.txt was asked for %d times", n)
	}
}

// rightly holds what each way of misbehaving asks for.
func (l requests) rightly() {
	feeds := l.to("/feed")
	switch l.i % ways {
	case dead:
		if len(l.log) > 0 || l.source.Health.Why != isnad.FailedAnswer || l.source.Health.Failures < 5 {
			l.t.Errorf("a host that does not answer: %+v", l.source.Health)
		}
		return
	case good, packed, mislabelled, truncated, cookies, restless, retitled, linkless, delayed:
		l.conditional(feeds)
		l.found(18)
	case readdressed:
		l.found(18)
	case noValidators:
		l.found(18)
	case agency:
		if l.i == agency {
			l.found(6*24*7 - 20)
			l.between(feeds, 1500, 2100)
			return
		}
	case slow:
		l.between(feeds, 15, 60)
		return
	case retrySeconds, retryDate, refusing:
		l.waits()
	case movedForGood:
		l.moved(feeds)
	case movedForNow, repaired:
		if len(feeds) < 20 || !strings.HasSuffix(l.source.URL, "/feed") {
			l.t.Errorf("%d requests at the old address, now %s", len(feeds), l.source.URL)
		}
	case goneForGood:
		l.once(feeds, 410)
	case missing, failing, noFeed:
		l.seldom(feeds)
	case forbidden:
		if len(feeds) > 0 || l.source.Health.Why != isnad.FailedRobots {
			l.t.Errorf("%d requests that robots.txt forbids; %+v", len(feeds), l.source.Health)
		}
		return
	case robotsDown:
		for _, a := range feeds {
			if l.day(a) == 0 {
				l.t.Errorf("asked while robots.txt did not come: %v", a.at)
			}
		}
		l.found(10)
	case circles, inward, bomb:
		want := map[int]isnad.Failure{circles: isnad.FailedRedirect, inward: isnad.FailedGuard, bomb: isnad.FailedSize}[l.i%ways]
		if l.source.Health.Why != want || l.source.Health.Failures < 5 {
			l.t.Errorf("%+v", l.source.Health)
		}
		return
	}
	l.between(feeds, 1, 180)
}

// waits holds that a host which asked to be left alone was, for as long as it said or, unless it said, longer each time.
func (l requests) waits() {
	switch l.i % ways {
	case retrySeconds:
		l.rests(func(n int) (least, most time.Duration) { return 2 * time.Hour, 2*time.Hour + 2*time.Minute })
	case retryDate:
		l.rests(func(n int) (least, most time.Duration) { return 3*time.Hour - time.Second, 3*time.Hour + 2*time.Minute })
	case refusing:
		l.rests(func(n int) (least, most time.Duration) {
			wait := max(min(time.Minute<<n, 24*time.Hour), time.Hour) // this source's shortest interval is an hour
			return wait, wait + wait/10 + 2*time.Minute
		})
	}
}

// conditional holds that each request repeats what the last answer said, byte for byte, over restarts too.
func (l requests) conditional(feeds []asked) {
	for n := 1; n < len(feeds); n++ {
		tag, since := feeds[n].header["If-None-Match"], feeds[n].header["If-Modified-Since"]
		last := int(feeds[n-1].at.Sub(l.web.start) / gapOf(l.i))
		want := fmt.Sprintf(`W/"é %d, %d"`, l.i, last)
		if l.i%ways == restless {
			want = fmt.Sprintf(`"%d"`, feeds[n-1].at.UnixNano())
		}
		changed := l.web.start.Add(time.Duration(last) * gapOf(l.i)).UTC().Format(time.RFC850)
		if len(tag) != 1 || tag[0] != want || len(since) != 1 || since[0] != changed {
			l.t.Errorf("request %d with %q and %q, want %q and %q", n, tag, since, want, changed)
			return
		}
	}
}

// found holds that so many articles' pages were fetched; those without links are in the feed.
func (l requests) found(least int) {
	if n := len(l.to("/p/")); n < least && l.i%ways != linkless {
		l.t.Errorf("%d pages fetched, want at least %d", n, least)
	}
	if l.source.Health.Failures > 0 && l.i%ways != cutOff {
		l.t.Errorf("a good source is called failing: %+v", l.source.Health)
	}
}

func (l requests) between(feeds []asked, least, most int) {
	if len(feeds) < least || len(feeds) > most {
		l.t.Errorf("polled %d times, want %d to %d", len(feeds), least, most)
	}
}

// rests holds how long the host was left alone after each refusal of the second day, whoever asks and over restarts.
func (l requests) rests(bounds func(n int) (least, most time.Duration)) {
	refused := 0
	for n, a := range l.log {
		if a.status != 429 && a.status != 503 {
			continue
		}
		if n+1 == len(l.log) {
			l.t.Error("never asked again")
			return
		}
		least, most := bounds(refused)
		if rest := l.log[n+1].at.Sub(a.at); rest < least || rest > most {
			l.t.Errorf("rest %d of %v, want %v to %v", refused, rest, least, most)
		}
		refused++
	}
	if refused == 0 {
		l.t.Error("never refused")
	}
	l.found(15)
}

// moved holds that the new address is the source's own after it was confirmed, and not before.
func (l requests) moved(feeds []asked) {
	redirected := 0
	for _, a := range feeds {
		if a.status == 301 {
			redirected++
		}
	}
	if redirected != movesBelieved || !strings.HasSuffix(l.source.URL, "/new") || len(l.to("/new")) < 20 {
		l.t.Errorf("%d redirects followed, source now %s, %d requests there", redirected, l.source.URL, len(l.to("/new")))
	}
}

// once holds that nobody asks again after such a status.
func (l requests) once(feeds []asked, status int) {
	n := 0
	for _, a := range feeds {
		if a.status == status {
			n++
		}
	}
	if n != 1 || !l.source.Paused || l.source.Health.Why != isnad.FailedGone {
		l.t.Errorf("%d times %d; %+v", n, status, l.source)
	}
}

// seldom holds that what fails is asked for less and less often, with a reason.
func (l requests) seldom(feeds []asked) {
	if len(feeds) > 45 || l.source.Health.Failures < 5 || l.source.Health.Reason == "" || l.source.Health.Why == "" {
		l.t.Errorf("asked %d times; %+v", len(feeds), l.source.Health)
	}
	last := feeds[len(feeds)-1].at.Sub(feeds[len(feeds)-2].at)
	if last < 20*time.Hour {
		l.t.Errorf("the last two polls of a source that failed for days are %v apart", last)
	}
}
