package feed

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
)

func TestDiscover(t *testing.T) {
	for _, k := range []struct {
		name, page string
		want       []string
	}{
		{"announced", `<head><link rel="alternate" type="application/rss+xml" title="المرفأ" href="/feed"><link rel="stylesheet" href="x.css"></head>`, []string{"http://a.test/feed"}},
		{"case and spaces", `<LINK HREF=" rss.xml " TYPE="Application/Atom+XML; charset=utf-8" REL="ALTERNATE">`, []string{"http://a.test/dir/rss.xml"}},
		{"base", `<base href="http://b.test/x/"><link rel=alternate type=application/atom+xml href=atom.xml>`, []string{"http://b.test/x/atom.xml"}},
		{"comments last", `<link rel=alternate type=application/rss+xml href=/comments/feed/><link rel=alternate type=application/rss+xml href=/feed/>`,
			[]string{"http://a.test/feed/", "http://a.test/comments/feed/"}},
		{"guessed after announced", `<a href="/rss.php">RSS</a><a href="/news">x</a><link rel="feed" href="/f">`, []string{"http://a.test/f", "http://a.test/rss.php"}},
		{"WordPress's API is none", `<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1"><link rel=alternate hreflang=ar href=/ar>`, nil},
		{"other schemes", `<link rel=alternate type=application/rss+xml href="javascript:alert(1)"><link rel=alternate type=application/rss+xml href="feed://x">`, nil},
		{"the same twice", `<link rel=alternate type=application/rss+xml href=/f><link rel=alternate type=application/rss+xml href=/f>`, []string{"http://a.test/f"}},
		{"nothing", "صفحة", nil},
	} {
		var got []string
		for _, l := range Discover(k.page, "http://a.test/dir/page") {
			got = append(got, l.URL)
		}
		if diff := cmp.Diff(k.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", k.name, diff)
		}
	}
}

func FuzzDiscover(f *testing.F) {
	f.Add(`<base href="//x"><link rel=alternate type=application/rss+xml href=/f title="&lt;b&gt;">`)
	f.Add(strings.Repeat("<a href=rss ", 100))
	f.Fuzz(func(t *testing.T, page string) {
		for _, l := range Discover(page, "http://a.test/") {
			if !strings.HasPrefix(l.URL, "http://") && !strings.HasPrefix(l.URL, "https://") {
				t.Errorf("address %q", l.URL)
			}
		}
	})
}

var noon = time.Date(2025, 6, 29, 12, 0, 0, 0, time.UTC)

// every gives n times with one gap between them, the last of them since before noon.
func spaced(n int, gap, since time.Duration) []time.Time {
	var out []time.Time
	for i := range n {
		out = append(out, noon.Add(-since-time.Duration(i)*gap))
	}
	return out
}

func TestNextPoll(t *testing.T) {
	for _, k := range []struct {
		name        string
		h           History
		least, most time.Duration
	}{
		{"nothing known", History{}, time.Hour, 66 * time.Minute},
		{"an agency", History{Entries: spaced(50, 2*time.Minute, time.Minute)}, 5 * time.Minute, 6 * time.Minute},
		{"a newspaper", History{Entries: spaced(20, time.Hour, 10*time.Minute)}, 30 * time.Minute, 33 * time.Minute},
		{"a magazine", History{Entries: spaced(5, 30*24*time.Hour, 24*time.Hour)}, 144 * time.Minute, 160 * time.Minute},
		{"fallen silent", History{Entries: spaced(20, time.Hour, 100*24*time.Hour)}, 24 * time.Hour, 27 * time.Hour},
		{"asks for less", History{Entries: spaced(20, 10*time.Minute, 0), Asked: 30 * time.Minute}, 30 * time.Minute, 33 * time.Minute},
		{"asks for a year", History{Entries: spaced(20, time.Hour, 0), Asked: 365 * 24 * time.Hour}, 30 * time.Minute, 33 * time.Minute},
		{"dates in the future", History{Entries: []time.Time{noon.Add(1000 * time.Hour)}}, time.Hour, 66 * time.Minute},
		{"own bounds", History{Entries: spaced(20, time.Minute, 0), Shortest: 2 * time.Hour}, 2 * time.Hour, 132 * time.Minute},
		{"all at once", History{Entries: spaced(20, 0, 0)}, 5 * time.Minute, 6 * time.Minute},
	} {
		k.h.Key, k.h.Polled = "http://almarfa.test/feed", noon
		got := NextPoll(k.h).Sub(noon)
		if got < k.least || got > k.most {
			t.Errorf("%s: %v, want %v to %v", k.name, got, k.least, k.most)
		}
		if again := NextPoll(k.h).Sub(noon); again != got {
			t.Errorf("%s: %v, then %v", k.name, got, again)
		}
	}
	a, b := NextPoll(History{Key: "a", Polled: noon}), NextPoll(History{Key: "b", Polled: noon})
	if a.Equal(b) {
		t.Error("two feeds are polled at the same instant")
	}
}

func TestOPML(t *testing.T) {
	list := []Subscription{
		{Title: "صحيفة المرفأ", URL: "http://almarfa.test/feed?a=1&b=2", Home: "http://almarfa.test/"},
		{Title: "وكالة الضفاف", URL: "http://difaf.test/rss", Folder: "سهلان"},
		{Title: "إذاعة تلّ الغار", URL: "http://talghar.test/atom", Folder: "سهلان"},
	}
	var b bytes.Buffer
	if err := WriteOPML(&b, "مصادري", list); err != nil {
		t.Fatal(err)
	}
	got, err := ParseOPML(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(list, got); diff != "" {
		t.Errorf("read again (-want +got):\n%s", diff)
	}
	others := `<opml version="1.0"><body><outline text="أخبار"><outline title="عرب"><outline TEXT="س" XMLURL="http://a.test/"/></outline></outline><outline text="فارغ"/></body></opml>`
	got, err = ParseOPML(windows(others))
	if diff := cmp.Diff([]Subscription{{Title: "س", URL: "http://a.test/", Folder: "أخبار/عرب"}}, got); err != nil || diff != "" {
		t.Errorf("others' OPML: %v (-want +got):\n%s", err, diff)
	}
	for _, bad := range []string{"", "<html></html>", "نص", "<opml><body>" + strings.Repeat("<outline>", 100_000)} {
		if _, err := ParseOPML([]byte(bad)); !errors.Is(err, isnad.ErrInvalid) {
			t.Errorf("%.40q: %v, want invalid", bad, err)
		}
	}
}

func FuzzParseOPML(f *testing.F) {
	f.Add([]byte(`<opml><body><outline text="a"><outline xmlUrl="http://a.test/"/></outline></body></opml>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		list, err := ParseOPML(body)
		if err == nil {
			err = WriteOPML(&bytes.Buffer{}, "", list)
		}
		if err != nil && !errors.Is(err, isnad.ErrInvalid) {
			t.Error(err)
		}
	})
}
