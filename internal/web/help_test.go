package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/attribution"
	"isnad/extract"
	"isnad/internal/search"
)

// TestHelp: every example of the help page is a query that can be read, in the language in which it stands.
func TestHelp(t *testing.T) {
	for _, a := range asked {
		for _, text := range []string{a.ar, a.en} {
			if _, err := search.Parse(text); err != nil {
				t.Errorf("%s: %v", text, err)
			}
		}
	}
	h := newSite(t, archive(t))
	for _, lang := range []string{"ar", "en"} {
		w := get(t, h, "/help", langCookie+"="+lang)
		if w.Code != http.StatusOK || strings.Contains(w.Body.String(), "ask.") || strings.Count(w.Body.String(), "<tr>") != len(asked)+1 {
			t.Errorf("%s: %d", lang, w.Code)
		}
	}
}

// TestFaults: what is wrong with a query is said in the reader's language, with what to write instead.
func TestFaults(t *testing.T) {
	ar, en := clock{words: languages()["ar"]}, clock{words: languages()["en"]}
	for query, want := range map[string][2]string{
		`"مفتوحة`:                 {`علامة الاقتباس " لم تُغلق: ضعها حول العبارة كلها، أو احذفها`, `The quotation mark " is never closed: write it around the whole phrase, or leave it out`},
		"منذ:أبدا":                {"«أبدا» ليس يومًا: اكتب يومًا أو شهرًا أو سنة، مثل منذ:2025-06-27 أو منذ:2025-06 أو منذ:2025", "“أبدا” is no day: write a day, a month or a year, as in since:2025-06-27, since:2025-06 or since:2025"},
		"منذ:2025-07 حتى:2025-06": {"لا يوم بينهما: حتى:2025-06-30 قبل منذ:2025-07-01. بدّل بينهما", "No day lies between them: until:2025-06-30 is before since:2025-07-01. Exchange them"},
		"ف*":                      {"قبل النجمة 2 أحرف على الأقل من كلمة واحدة، مثل فلسطين*", "Before the star at least 2 letters of one word, as in palest*"},
		"فعل:طار":                 {"«طار» ليس فعل قول نعرفه. اختر من: قول، إعلان، تأكيد، نفي، رفض، تأييد، تحذير، اتهام، إدانة، دعوة، وعد، سؤال، رأي، شعور", "“طار” is no act of saying. Use one of: state, announce, stress, deny, reject, support, warn, accuse, condemn, call, promise, ask, believe, express"},
		"-مصدر:المنارة":           {"لا يُستثنى الشرط source: الاستثناء للكلمات والعبارات وحدها، مثل -كلمة", "source: cannot be excluded; only words and phrases can: write -word"},
		"السدّ قائل:":             {"بعد speaker: قيمةٌ ملتصقة بالنقطتين، مثل speaker:بلينكن or قائل:\"وزير الخارجية\"", "speaker: needs a value right after the colon, as in speaker:بلينكن or قائل:\"وزير الخارجية\""},
	} {
		_, err := search.Parse(query)
		if !errors.Is(err, isnad.ErrInvalid) {
			t.Errorf("%s: %v", query, err)
			continue
		}
		if d := cmp.Diff(want, [2]string{ar.faultOf(err), en.faultOf(err)}); d != "" {
			t.Errorf("%s: %s", query, d)
		}
	}
}

// TestFacets: the relays of what was found and the countries of the outlets narrow a search, and their counts are those of
// what is then found.
func TestFacets(t *testing.T) {
	_, h := stored(t)
	page := get(t, h, "/search?speaker=lamia-rashid").Body.String()
	var relays []string
	for _, f := range find(t, page, "facet") {
		if strings.HasPrefix(wordsOf(f), "الناقل") {
			for _, label := range under(f, "n") {
				relays = append(relays, wordsOf(label.Parent))
			}
		}
	}
	if d := cmp.Diff([]string{"The Salt Gazette 1", "وكالة الرمال للأنباء 1"}, relays); d != "" {
		t.Error(d)
	}
	narrowed := get(t, h, "/search?"+url.Values{"speaker": {"lamia-rashid"}, "relay": {"The Salt Gazette"}}.Encode()).Body.String()
	if n := len(find(t, narrowed, "hit")); n != 1 {
		t.Errorf("%d statements through the relay, want 1", n)
	}
	if n := len(find(t, get(t, h, "/search?country=LB").Body.String(), "hit")); n != 0 {
		t.Errorf("%d statements from a country that no outlet is in", n)
	}
}

// TestOneOutletOneLine: what stands under an outlet's name alone is counted and found with what stands under its host.
func TestOneOutletOneLine(t *testing.T) {
	f := archive(t)
	digest := write(t, "7dd7d", extract.Outlet{Name: manar.Name}, day(17, 9, 0), "من صحف اليوم", "قالت لمياء الرشيدي إن الرصيف يُفتح غدًا.")
	digest.says(lamia, "", "قالت", attribution.State, attribution.Indirect, "الرصيف يُفتح غدًا", nil)
	f.articles = append(f.articles, digest.Article)
	h := newSite(t, f)
	lines, inputs := 0, 0
	for _, x := range find(t, get(t, h, "/search?tab=articles&speaker=lamia-rashid").Body.String(), "facet") {
		lines += strings.Count(wordsOf(x), manar.Name)
		for _, in := range under(x, "n") {
			if strings.Contains(wordsOf(in.Parent), manar.Name) {
				inputs++
			}
		}
	}
	if lines != 1 || inputs != 1 {
		t.Errorf("%s stands on %d lines", manar.Name, lines)
	}
	found := get(t, h, "/search?tab=articles&source="+url.QueryEscape(manar.Host)).Body.String()
	if !strings.Contains(found, articleHref("7dd7d")) {
		t.Error("an article under the outlet's name alone is not found under its host")
	}
}
