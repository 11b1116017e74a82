package web

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"isnad"
	"isnad/attribution"
	"isnad/dates"
	"isnad/extract"
)

// TestPersonFolds: what several outlets carried of one utterance is one card, which says how many more did; a copy in the
// same words counts without being linked.
func TestPersonFolds(t *testing.T) {
	f := archive(t)
	for i, o := range []extract.Outlet{rimal, shatee} {
		a := write(t, []string{"8aa1a", "8aa2a"}[i], o, day(17, 13+i, 0), "الرصيف يُفتح", "أعلنت الوزيرة أن الرصيف سيُفتح على مرحلتين ابتداءً من مطلع الشهر المقبل.")
		a.says(lamia, "وزيرة النقل", "أعلنت", attribution.Announce, attribution.Indirect, "الرصيف سيُفتح على مرحلتين ابتداءً من مطلع الشهر المقبل", nil)
		f.articles = append(f.articles, a.Article)
	}
	page := get(t, newSite(t, f), "/p/lamia-rashid").Body.String()
	cards := find(t, page, "card")
	if len(cards) != 2 { // those of the two calls are one utterance already
		t.Fatalf("%d cards, want 2", len(cards))
	}
	if text := wordsOf(cards[0]); !strings.Contains(text, "الرصيف سيُفتح") || !strings.Contains(text, languages()["ar"].t("story.also-in", 2)) {
		t.Error(text)
	}
	if sum := wordsOf(find(t, page, "lede")[0]); sum != "5 أقوال" {
		t.Errorf("folding changed the count: %s", sum)
	}
}

// TestPersonLeads: every bar and month of a person leads to the statements that it counts.
func TestPersonLeads(t *testing.T) {
	f := archive(t)
	h := newSite(t, f)
	page := get(t, h, "/p/lamia-rashid").Body.String()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var asked []string
	for n := range doc.Descendants() {
		u, err := url.Parse(attr(n, "href"))
		if err != nil || u.Path != "/search" {
			continue
		}
		q := u.Query()
		for _, key := range []string{"act", "relay", "month"} {
			if q.Get(key) != "" {
				asked = append(asked, key+" "+q.Get(key)+" "+q.Get("speaker"))
			}
		}
		if w := get(t, h, attr(n, "href")); w.Code != 200 {
			t.Errorf("%s: %d", attr(n, "href"), w.Code)
		}
	}
	want := []string{"month 2026-03 lamia-rashid", "act call lamia-rashid", "act announce lamia-rashid", "relay The Salt Gazette lamia-rashid", "relay وكالة الرمال للأنباء lamia-rashid"}
	if d := cmp.Diff(want, asked); d != "" {
		t.Error(d)
	}
}

// TestOutletsJoined: an outlet of which some articles have the name alone is one outlet, unless the name is that of several.
func TestOutletsJoined(t *testing.T) {
	list := joined([]isnad.Facet{
		{Value: "manara.example", Label: "المنارة", Count: 4}, {Value: "ahram.example", Label: "الأخبار", Count: 3}, {Value: "akhbar.example", Label: "الأخبار", Count: 3},
		{Value: "الأخبار", Label: "الأخبار", Count: 2}, {Value: "المنارة", Label: "المنارة", Count: 2}, {Value: "حصاد", Label: "حصاد", Count: 1},
	})
	want := []isnad.Facet{{Value: "manara.example", Label: "المنارة", Count: 6}, {Value: "ahram.example", Label: "الأخبار", Count: 3}, {Value: "akhbar.example", Label: "الأخبار", Count: 3},
		{Value: "الأخبار", Label: "الأخبار", Count: 2}, {Value: "حصاد", Label: "حصاد", Count: 1}}
	if d := cmp.Diff(want, list); d != "" {
		t.Error(d)
	}
	f := archive(t)
	quoted := write(t, "6qq1q", extract.Outlet{Name: manar.Name}, day(17, 11, 0), "نقله مجمّع", "نصّ.")
	f.articles = append(f.articles, quoted.Article)
	h := newSite(t, f)
	if page := get(t, h, "/s/manara.example").Body.String(); !strings.Contains(page, "/a/6qq1q") || !strings.Contains(page, "/a/5hv1p") {
		t.Error("the outlet's page lacks what is known by its name alone, or what by its host")
	}
	if page := get(t, h, "/?source=manara.example").Body.String(); !strings.Contains(page, "/a/6qq1q") {
		t.Error("so does the front page, narrowed to it")
	}
}

// TestEmptyTabLeads: where no statement is found, the articles that are found are one tap away.
func TestEmptyTabLeads(t *testing.T) {
	h := newSite(t, archive(t))
	for _, c := range []struct {
		q    string
		want bool
	}{{"كيلومترات", true}, {"زرافات", false}} {
		notes := find(t, get(t, h, "/search?q="+url.QueryEscape(c.q)).Body.String(), "note")
		if len(notes) != 1 {
			t.Fatalf("%s: %d notes", c.q, len(notes))
		}
		leads := false
		for n := range notes[0].Descendants() {
			leads = leads || strings.Contains(attr(n, "href"), "tab=articles")
		}
		if leads != c.want {
			t.Errorf("%s: leads to the articles: %v", c.q, leads)
		}
	}
}

// TestAllMonths: a chart holds every statement, however many months lie between them; above ten years it shows years.
func TestAllMonths(t *testing.T) {
	c := clock{languages()["en"], readAt}
	month := func(y, m int) dates.Day { return dates.Day{Year: y, Month: time.Month(m), Day: 1} }
	for _, x := range []struct {
		name       string
		first      dates.Day
		bars, rows int
		yearly     bool
	}{
		{"a month ago", month(2024, 2), 12, 12, false},
		{"two years ago", month(2022, 3), 25, 2, false},
		{"ten years less a month", month(2014, 4), 120, 2, false},
		{"fifteen years ago", month(2009, 3), 16, 2, true},
	} {
		chart := c.saidChart("Salma", []isnad.SaidCount{{Act: attribution.State, Count: 4}, {Month: x.first, Act: attribution.Deny, Count: 2}, {Month: month(2024, 3), Act: attribution.State, Count: 151}})
		all := 0
		for _, r := range chart.Rows {
			all += r.All
		}
		if all != 153 || len(chart.Rows) != x.rows || chart.Yearly != x.yearly {
			t.Errorf("%s: %d statements in %d rows, by years %v", x.name, all, len(chart.Rows), chart.Yearly)
		}
		chart.lead(ask{Tab: "statements"})
		want := "month=2024-03"
		if x.yearly {
			want = "since=2024-01-01&tab=statements&until=2024-12-31"
		}
		if last := chart.Rows[len(chart.Rows)-1].Href; !strings.Contains(last, want) {
			t.Errorf("%s: the last row leads to %s", x.name, last)
		}
		for _, p := range []plot{chart.Wide, chart.Narrow} {
			if len(p.Ticks) == 0 || len(p.Ticks) > 24 {
				t.Errorf("%s: %d labels", x.name, len(p.Ticks))
			}
		}
	}
}

// TestPersonTold: the page says in words what its figures show, and of what they do not show nothing.
func TestPersonTold(t *testing.T) {
	c := clock{languages()["en"], readAt}
	month := func(m int) dates.Day { return dates.Day{Year: 2024, Month: time.Month(m), Day: 1} }
	for _, x := range []struct {
		name   string
		counts []isnad.SaidCount
		want   []string
	}{
		{"over months", []isnad.SaidCount{{Month: month(1), Act: attribution.Deny, Count: 2}, {Month: month(2), Act: attribution.State, Count: 9}, {Month: month(3), Act: attribution.Reject, Count: 1}}, []string{"Most in February 2024: 9", "Deny, reject, accuse, condemn: 3"}},
		{"in one month", []isnad.SaidCount{{Month: month(3), Act: attribution.State, Count: 4}}, nil},
		{"without a day", []isnad.SaidCount{{Act: attribution.Accuse, Count: 1}}, []string{"Deny, reject, accuse, condemn: 1"}},
	} {
		p := personPage{Name: "Salma"}
		p.chart(c, "p:salma", x.counts)
		if d := cmp.Diff(x.want, p.Told); d != "" {
			t.Errorf("%s: %s", x.name, d)
		}
	}
	if page := get(t, newSite(t, archive(t)), "/p/lamia-rashid").Body.String(); !strings.Contains(page, "بلا ناقل مذكور: 1") {
		t.Error("what named no relay is not told")
	}
}
