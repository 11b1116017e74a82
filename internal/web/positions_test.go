package web

import (
	"strings"
	"testing"
	"time"

	"isnad/attribution"
	"isnad/extract"
)

// TestPositions: a story's page sets what a speaker said of the thread's matter in each of its stories one below the other, in order of
// time; whoever is heard in one alone, and what has nothing of the matter, is not there.
func TestPositions(t *testing.T) {
	f := archive(t)
	tell := func(id string, o extract.Outlet, at time.Time, title, text string, say func(w writer)) {
		a := write(t, id, o, at, title, text)
		a.Story, a.Keywords = "st-"+id, keywords("جسر القناديل", "إعادة الفتح")
		say(a)
		f.articles = append(f.articles, a.Article)
		f.threads["st-"+id] = "st-p1"
	}
	f.threads = map[string]string{}
	says := func(cue string, act attribution.Act, content string) func(writer) {
		return func(w writer) {
			w.says(lamia, "وزيرة النقل", cue, act, attribution.Indirect, content, nil)
			w.named(lamia, "لمياء الرشيدي")
		}
	}
	tell("p1", manar, day(1, 9, 0), "جسر القناديل مغلق", "رفضت لمياء الرشيدي فتح جسر القناديل قبل الصيف. وقال وديع النصّار إن جسر القناديل آمن.", func(w writer) {
		says("رفضت", attribution.Reject, "فتح جسر القناديل قبل الصيف")(w)
		w.says(wadi, "", "قال", attribution.State, attribution.Indirect, "جسر القناديل آمن", nil)
	})
	tell("p2", rimal, day(6, 9, 0), "جسر القناديل يُفحص", "قالت لمياء الرشيدي إن جسر القناديل قد يُفتح قريبًا. وقالت إن الطقس جميل.", func(w writer) {
		says("قالت", attribution.State, "جسر القناديل قد يُفتح قريبًا")(w)
		w.says(lamia, "", "وقالت", attribution.State, attribution.Indirect, "الطقس جميل", nil)
	})
	tell("p3", shatee, day(12, 9, 0), "جسر القناديل يُفتح", "أعلنت لمياء الرشيدي فتح جسر القناديل غدًا.", says("أعلنت", attribution.Announce, "فتح جسر القناديل غدًا"))
	shown := get(t, newSite(t, f), "/story/st-p2").Body.String()
	_, section, ok := strings.Cut(shown, `id="p"`)
	if !ok {
		t.Fatal("no positions on the page")
	}
	section, _, _ = strings.Cut(section, `id="a"`)
	at := -1
	for _, want := range []string{"لمياء الرشيدي", "فتح جسر القناديل قبل الصيف", "جسر القناديل قد يُفتح قريبًا", "فتح جسر القناديل غدًا"} {
		i := strings.Index(section, want)
		if i <= at {
			t.Errorf("%q stands at %d, after %d", want, i, at)
		}
		at = i
	}
	for _, not := range []string{"الطقس جميل", "وديع النصّار"} {
		if strings.Contains(section, not) {
			t.Errorf("positions hold %q", not)
		}
	}
	if alone := get(t, newSite(t, archive(t)), "/story/story-port").Body.String(); strings.Contains(alone, `id="p"`) {
		t.Error("a story without a thread has positions")
	}
}
