package web

import (
	"net/url"
	"strings"
	"testing"
	"testing/quick"

	"github.com/google/go-cmp/cmp"
)

func TestReadableURL(t *testing.T) {
	for _, c := range []struct{ name, address, want string }{
		{"Arabic words", "https://manara.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/2026/%D8%A7%D9%84%D8%B1%D8%B5%D9%8A%D9%81-%D9%A1?q=%D9%85%D9%84%D8%AD", "https://manara.example/أخبار/2026/الرصيف-١?q=ملح"},
		{"what means something in an address", "https://manara.example/%D8%A3%2F%D8%A8%20%3F%23%25", "https://manara.example/أ%2Fب%20%3F%23%25"},
		{"what turns the line", "https://manara.example/%D8%A3%E2%80%AE%E2%80%8F%D8%A8", "https://manara.example/أ%E2%80%AE%E2%80%8Fب"},
		{"letters that look like others", "https://manara.example/%D1%80%D0%B0y/caf%C3%A9", "https://manara.example/%D1%80%D0%B0y/caf%C3%A9"},
		{"half a letter", "https://manara.example/%D8%A3%D8/%D8%GG/%D8%A", "https://manara.example/أ%D8/%D8%GG/%D8%A"},
		{"an old charset", "https://manara.example/%C7%CE%C8%C7%D1", "https://manara.example/%C7%CE%C8%C7%D1"},
		{"nothing escaped", "https://manara.example/a/5hv1p", "https://manara.example/a/5hv1p"},
	} {
		got := readableURL(c.address)
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		whole := ""
		for _, p := range addressPieces(got) {
			whole += p.Text
		}
		if whole != got {
			t.Errorf("%s: in pieces %s", c.name, whole)
		}
	}
	want := []piece{{"https://manara.example/", false}, {"أخبار", true}, {"/", false}, {"الرصيف-١", true}, {"?q=", false}, {"ملح", true}, {"&p=2", false}}
	if d := cmp.Diff(want, addressPieces("https://manara.example/أخبار/الرصيف-١?q=ملح&p=2")); d != "" {
		t.Error(d)
	}
}

// TestReadableLeads: an address that was made readable is the same address.
func TestReadableLeads(t *testing.T) {
	same := func(path string) bool {
		path = strings.ToValidUTF8(path, "")
		address := "https://manara.example/" + url.PathEscape(path)
		u, err := url.Parse(readableURL(address))
		return err == nil && u.Path == "/"+path && u.RawQuery == "" && u.Fragment == ""
	}
	if err := quick.Check(same, nil); err != nil {
		t.Error(err)
	}
}

// TestCitedAddress: a citation shows an address as it is read, a file for reference managers holds it as it is.
func TestCitedAddress(t *testing.T) {
	a := write(t, "8cc1a", rimal, day(17, 13, 0), "الرصيف يُفتح", "نصّ.").Article
	a.URL = "https://rimal.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/8"
	f := archive(t)
	f.articles = append(f.articles, a)
	h := newSite(t, f)
	page := get(t, h, "/a/8cc1a").Body.String()
	shown := find(t, page, "url")
	if len(shown) != 5 || !strings.Contains(page, `href="https://rimal.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/8"`) {
		t.Fatalf("%d addresses in three citations, or the link was changed", len(shown))
	}
	if got := wordsOf(shown[1]); got != "https://rimal.example/ أخبار /8" {
		t.Errorf("APA shows %q", got)
	}
	if bib := get(t, h, "/a/8cc1a/citation.bib").Body.String(); !strings.Contains(bib, "url = {https://rimal.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/8}") {
		t.Error(bib)
	}
}
