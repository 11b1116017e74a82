package names

import (
	"net/url"
	"slices"
	"strings"
	"testing"
)

// TestTables checks what an editor may break: keys, country codes, numbers of fields, offices that do not parse.
func TestTables(t *testing.T) {
	codes := map[string]bool{"": true}
	for _, c := range countries() {
		if len(c.code) != 2 || c.name == "" || c.latin == "" {
			t.Errorf("country %+v", c)
		}
		codes[c.code] = true
	}
	for name, text := range map[string]string{"people.tsv": peopleTSV, "organisations.tsv": organisationsTSV} {
		keys := map[string]bool{}
		for _, f := range readTable(text, 5) {
			if f[0] == "" || f[1] == "" || f[2] == "" || keys[f[0]] || !codes[f[4]] {
				t.Errorf("%s: %q", name, f)
			}
			keys[f[0]] = true
		}
	}
	for _, f := range readTable(placesTSV, 4) {
		if f[1] == "" || !codes[f[2]] || f[3] != "" && f[3] != "weak" {
			t.Errorf("places.tsv: %q", f)
		}
	}
}

func TestOffices(t *testing.T) {
	for _, f := range readTable(peopleTSV, 6) {
		for _, o := range readList(f[5]) {
			if _, ok := ParseRole(strings.TrimRight(o, "0123456789- ")); !ok {
				t.Errorf("people.tsv: %s: no role: %q", f[0], o)
			}
		}
	}
}

func TestOutletTable(t *testing.T) {
	kinds := strings.Fields("agency newspaper broadcaster portal magazine factcheck aggregator social official")
	keys, arabic := map[string]bool{}, 0
	for _, o := range Directory() {
		if slices.Contains(o.Languages, "ar") {
			arabic++
		}
		for _, address := range []string{o.Home(), o.Feed} {
			if u, err := url.Parse(address); address != "" && (err != nil || u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https") {
				t.Errorf("outlets.tsv: %s: %q is no address", o.Key, address)
			}
		}
		if o.Key == "" || keys[o.Key] || o.Name == "" || !slices.Contains(kinds, o.Kind) {
			t.Errorf("outlets.tsv: %+v", o)
		}
		keys[o.Key] = true
	}
	if len(keys) < 800 {
		t.Errorf("%d outlets", len(keys))
	}
	if arabic < 400 {
		t.Errorf("%d outlets in Arabic", arabic)
	}
}

func TestNisba(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"الأميركية", "US"}, {"أمريكيون", "US"}, {"للسعوديين", "SA"}, {"والتونسي", "TN"}, {"الروس", "RU"}, {"المالي", ""},
		{"الحكومي", ""}, {"الفرنسيتان", "FR"}, {"", ""},
	} {
		if got := Nisba(c.word); got != c.want {
			t.Errorf("Nisba(%q) = %q, want %q", c.word, got, c.want)
		}
	}
}

func TestReadings(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"وللرئيس", "الرييس"}, {"بالقاهرة", "القاهره"}, {"فدمشق", "دمشق"}, {"لدمشق", "دمشق"}, {"دمشق", "دمشق"},
	} {
		w := newLine("text", c.text).words[0]
		var got []string
		for _, r := range w.readings() {
			got = append(got, r.fold)
			if r.skip < 0 || r.skip > len(w.text) {
				t.Errorf("%q skips %d", c.text, r.skip)
			}
		}
		if !slices.Contains(got, c.want) {
			t.Errorf("readings of %q: %q", c.text, got)
		}
	}
}
