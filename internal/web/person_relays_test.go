package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad/attribution"
)

// TestAllRelays: a person's statements are counted by relay however many they are, and however long the newest named none.
func TestAllRelays(t *testing.T) {
	var relays []attribution.Relay
	for _, name := range []string{"وكالة الساحل", "The Salt Gazette", ""} {
		relays = append(relays, attribution.Relay{Name: name})
	}
	for _, x := range []struct {
		name      string
		days      []int // which relay each day's ten statements name; the newest first
		want      []string
		explained bool
	}{
		{"few are all read", []int{2, 2, 0, 2, 2, 2, 2, 2, 1}, []string{"بلا ناقل مذكور 70", "The Salt Gazette 10", "وكالة الساحل 10"}, false},
		{"many are counted by the index", []int{2, 2, 2, 2, 2, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1}, []string{"وكالة الساحل 90", "بلا ناقل مذكور 90", "The Salt Gazette 40"}, true},
	} {
		f := archive(t)
		f.articles = nil
		for i, relay := range x.days {
			a := write(t, fmt.Sprintf("8bb%02d", i), rimal, day(28-i, 12, 0), "الرصيف", "أعلنت الوزيرة فتح الرصيف.")
			for range 10 {
				a.says(lamia, "", "أعلنت", attribution.Announce, attribution.Indirect, "فتح الرصيف", func(s *attribution.Statement) {
					if relays[relay].Name != "" {
						s.Relays = relays[relay : relay+1]
					}
				})
			}
			f.articles = append(f.articles, a.Article)
		}
		_, engine := storedOf(t, f)
		for _, h := range []http.Handler{newSite(t, f), engine} {
			page := get(t, h, "/p/lamia-rashid").Body.String()
			var got []string
			for _, list := range find(t, page, "wider")[:1] {
				for n := range list.ChildNodes() {
					got = append(got, wordsOf(n))
				}
			}
			if strings.Contains(page, "ناقل، 120 قولًا") != x.explained {
				t.Errorf("%s: explained %v", x.name, !x.explained)
			}
			if d := cmp.Diff(x.want, got); d != "" {
				t.Errorf("%s: %s", x.name, d)
			}
		}
	}
}
