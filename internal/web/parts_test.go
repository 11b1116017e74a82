package web

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
	"isnad/dates"
	"isnad/names"
)

// show writes nodes with brackets: [1: …] for the words of a statement, <…> for a name or date.
func show(nodes []inline) string {
	var b strings.Builder
	for _, n := range nodes {
		switch {
		case n.Said != nil:
			fmt.Fprintf(&b, "[%d:%s%s", n.Said.No, n.Said.ID, show(n.Kids))
			if n.Said.Last {
				b.WriteString("!")
			}
			b.WriteString("]")
		case n.Term != nil:
			b.WriteString("<" + show(n.Kids) + ">")
		default:
			b.WriteString(n.Text)
		}
	}
	return b.String()
}

func TestInlines(t *testing.T) {
	one, two := &saidMark{No: 1, ID: "m1"}, &saidMark{No: 2, ID: "m2"}
	term := &termMark{Href: "#n1"}
	for _, c := range []struct {
		name  string
		base  int
		marks []marked
		want  string
	}{
		{"none", 0, nil, "abcdefghij"},
		{"one statement", 0, []marked{{start: 2, end: 5, said: one}}, "ab[1:m1cde!]fghij"},
		{"a name within", 0, []marked{{start: 2, end: 8, said: one}, {start: 3, end: 5, term: term}}, "ab[1:m1c<de>fgh!]ij"},
		{"a name over the edge is left unmarked", 0, []marked{{start: 2, end: 5, said: one}, {start: 4, end: 7, term: term}}, "ab[1:m1cde!]fghij"},
		{"a name within a name", 0, []marked{{start: 1, end: 6, term: term}, {start: 2, end: 4, term: term}}, "a<bcdef>ghij"},
		{"nested", 0, []marked{{start: 1, end: 9, said: one}, {start: 3, end: 6, said: two}}, "a[1:m1bc[2:m2def!]ghi!]j"},
		{"crossing statements", 0, []marked{{start: 1, end: 5, said: one}, {start: 3, end: 8, said: two}}, "a[1:m1bc[2:m2de!]!]fghij"},
		{"same stretch", 0, []marked{{start: 1, end: 5, said: one}, {start: 1, end: 5, term: term}}, "a[1:m1<bcde>!]fghij"},
		{"goes on in the next paragraph", 100, []marked{{start: 105, end: 130, said: one}}, "abcde[1:m1fghij]"},
		{"began in the one before", 100, []marked{{start: 90, end: 103, said: one}}, "[1:m1abc!]defghij"},
		{"outside", 0, []marked{{start: -5, end: 0, said: one}, {start: 10, end: 20, said: two}, {start: 7, end: 3, term: term}}, "abcdefghij"},
	} {
		if got := show(inlines("abcdefghij", c.base, c.marks)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestInlinesKeepCharacters(t *testing.T) {
	if got := show(inlines("سلام", 0, []marked{{start: 1, end: 4, said: &saidMark{No: 1}}})); got != "سلام" {
		t.Errorf("cut within a letter: %q", got)
	}
}

func TestAnchorsOnce(t *testing.T) {
	piece := func() inline { return inline{Said: &saidMark{No: 1, ID: "m1"}, Kids: []inline{{Text: "x"}}} }
	nodes := []inline{piece(), piece()}
	seen := map[string]bool{}
	anchors(nodes, seen)
	if nodes[0].Said.ID != "m1" || nodes[1].Said.ID != "" || !seen["m1"] {
		t.Errorf("%s", show(nodes))
	}
}

func TestTransmission(t *testing.T) {
	for _, c := range []struct{ text, mention, want string }{
		{"قال الوزير إن الطريق مفتوح، وفق ما ذكرته وكالة الرمال.", "وكالة الرمال", "وفق ما ذكرته"},
		{"قال الوزير، نقلا عن وكالة الرمال، إن الطريق مفتوح.", "وكالة الرمال", "نقلا عن"},
		{"ونقلت وكالة الرمال عن الوزير قوله إن الطريق مفتوح.", "وكالة الرمال", "نقلت"},
		{"قال الوزير لوكالة الرمال إن الطريق مفتوح.", "وكالة الرمال", ""},
		{"قال الوزير إن الطريق مفتوح.", "وكالة الرمال", ""},
		{"زعموا بعن وكالة الرمال", "وكالة الرمال", ""},
	} {
		a := &isnad.Article{}
		a.Paragraphs = []string{c.text}
		s := &attribution.Statement{Span: arabic.Span{Field: arabic.Text, Start: 0, End: 4}}
		if got := transmission(a, s, attribution.Relay{Name: c.mention, Mention: c.mention}); got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestDoubt(t *testing.T) {
	c := clock{languages()["ar"], readAt}
	for _, x := range []struct {
		name       string
		confidence float64
		want       string
	}{{"فلان", .95, ""}, {"فلان", .7, "مرجَّح"}, {"فلان", .3, "غير واضح"}, {"", .99, "القائل غير واضح"}} {
		s := &attribution.Statement{Speaker: attribution.Speaker{Name: x.name}, Confidence: x.confidence}
		if got := c.doubt(s); got != x.want {
			t.Errorf("%q at %v: %q, want %q", x.name, x.confidence, got, x.want)
		}
	}
}

func TestPersonHref(t *testing.T) {
	for key, want := range map[string]string{
		"person:lamia": "/p/person:lamia", "name:لمياء": "/p/name:%D9%84%D9%85%D9%8A%D8%A7%D8%A1", "a/b?c": "/p/a/b%3Fc", "local:3": "", "": "",
	} {
		if got := personHref(attribution.Speaker{Entity: key, Type: names.Person}); got != want {
			t.Errorf("%q: %q, want %q", key, got, want)
		}
	}
	if personHref(attribution.Speaker{Entity: "x", Type: names.Anonymous}) != "" {
		t.Error("unnamed sources have no page")
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"قصير", 10, "قصير"},
		{"كلمة أولى وكلمة ثانية، وكلمة ثالثة", 22, "كلمة أولى وكلمة…"},
		{"سطر\nوسطر", 20, "سطر"},
		{"كلمةطويلةجدابلامسافات", 5, "كلمةط…"},
	} {
		if got := cut(c.text, c.n); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestRun(t *testing.T) {
	for _, c := range []struct{ all, origins, red, hollow, rest int }{{1, 1, 1, 0, 0}, {7, 3, 3, 4, 0}, {40, 2, 2, 5, 33}, {12, 9, 7, 0, 5}} {
		r := runOf(c.all, c.origins)
		if len(r.Origins) != c.red || len(r.Others) != c.hollow || r.Rest != c.rest {
			t.Errorf("%d outlets, %d origins: %d red, %d hollow, +%d", c.all, c.origins, len(r.Origins), len(r.Others), r.Rest)
		}
	}
}

func TestStates(t *testing.T) {
	now := readAt
	for _, c := range []struct {
		name string
		s    isnad.Source
		want string
	}{
		{"healthy", isnad.Source{Health: isnad.Health{LastNew: now.Add(-time.Hour)}}, ok},
		{"never read", isnad.Source{}, unread},
		{"failed once", isnad.Source{Health: isnad.Health{Failures: 1}}, partial},
		{"fails", isnad.Source{Health: isnad.Health{Failures: 3}}, failing},
		{"paused though it failed", isnad.Source{Paused: true, Health: isnad.Health{Failures: 9}}, paused},
		{"nothing new for a week", isnad.Source{Health: isnad.Health{LastNew: now.AddDate(0, 0, -8)}}, silent},
	} {
		if got := stateOf(&c.s, now); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestNiceStep(t *testing.T) {
	for most, want := range map[int]int{1: 1, 5: 1, 6: 2, 11: 5, 35: 10, 120: 50, 999: 200} {
		if got := niceStep(most); got != want {
			t.Errorf("%d: %d, want %d", most, got, want)
		}
	}
}

// TestChart: time runs in the direction of the script, bars stand on the line, the peak is named and has room.
func TestChart(t *testing.T) {
	m := monthly{first: dates.Day{Year: 2025, Month: time.July, Day: 1}, counts: [][]int{{1, 0, 0, 0, 0}, {0, 2, 0, 1, 0}, {4, 0, 0, 0, 1}}}
	for _, lang := range []string{"ar", "en"} {
		chart := clock{languages()[lang], readAt}.chart(m, true)
		if len(chart.Rows) != 3 || chart.Rows[2].All != 5 || len(chart.Key) != len(families) {
			t.Fatalf("%+v", chart)
		}
		p := chart.Wide
		if p.Peak == nil || p.Peak.Label != "5" || p.Peak.Y < 12 {
			t.Errorf("%s: peak %+v", lang, p.Peak)
		}
		first, last := p.Ticks[0].X, p.Ticks[len(p.Ticks)-1].X
		if (first > last) != (lang == "ar") {
			t.Errorf("%s: time runs from %d to %d", lang, first, last)
		}
		if len(p.Bars) != 5 {
			t.Errorf("%s: %d bars", lang, len(p.Bars))
		}
	}
}

// TestChartNumbers: the numbers of a chart have room beside its lines, however long they are.
func TestChartNumbers(t *testing.T) {
	m := monthly{first: dates.Day{Year: 2025, Month: time.July, Day: 1}, counts: [][]int{{120_000}, {3}}}
	for _, lang := range []string{"ar", "en"} {
		for _, p := range []plot{clock{languages()[lang], readAt}.chart(m, false).Narrow, clock{languages()[lang], readAt}.chart(m, false).Wide} {
			room := p.LabelX
			if lang == "ar" {
				room = map[bool]int{true: 328, false: 1120}[p.Right < 328] - p.LabelX
			}
			if p.Anchor != "end" || room < len("150,000")*plotDigit || p.LabelX >= p.Left && p.LabelX <= p.Right {
				t.Errorf("%s: numbers at %d have %d, lines from %d to %d", lang, p.LabelX, room, p.Left, p.Right)
			}
		}
	}
}

func TestBars(t *testing.T) {
	bars := clock{languages()["ar"], readAt}.barsOf([]bar{{N: 40}, {N: 10}, {N: 0}})
	var got [][2]int
	for _, b := range bars {
		got = append(got, [2]int{b.X, b.Width})
	}
	if d := cmp.Diff([][2]int{{0, 100}, {75, 25}, {99, 1}}, got); d != "" {
		t.Error(d)
	}
}

// TestPerson: what somebody said, counted; and what others said that names them.
func TestPerson(t *testing.T) {
	f := archive(t)
	other := write(t, "7pp7p", rimal, day(17, 12, 0), "النصّار يردّ", "قال وديع النصّار إن لمياء الرشيدي لم تتصل بالنقابة.")
	other.says(wadi, "", "قال", attribution.State, attribution.Indirect, "لمياء الرشيدي لم تتصل بالنقابة", nil)
	other.named(lamia, "لمياء الرشيدي")
	f.articles = append(f.articles, other.Article)
	page := get(t, newSite(t, f), "/p/lamia-rashid").Body.String()
	if head := wordsOf(find(t, page, "who-head")[0]); head != "شخص لمياء الرشيدي Lamia al-Rashidi وزيرة النقل وزيرة النقل في ريحان" && head != "شخص لمياء الرشيدي Lamia al-Rashidi وزيرة النقل في ريحان وزيرة النقل" {
		t.Error(head)
	}
	if sum := wordsOf(find(t, page, "lede")[0]); sum != "3 أقوال" {
		t.Error(sum)
	}
	cards := find(t, page, "card")
	if len(cards) != 3 || !strings.Contains(wordsOf(cards[1]), "صيغة أخرى: «") || !strings.Contains(wordsOf(cards[2]), "لم تتصل بالنقابة") {
		t.Errorf("%d cards, the last: %s", len(cards), wordsOf(cards[len(cards)-1]))
	}
}

// TestLongArticle: a page of hundreds of names and statements stays within bounds, and says what it leaves out.
func TestLongArticle(t *testing.T) {
	a := write(t, "long", manar, day(17, 8, 0), "طويل")
	for i := range 300 {
		a.Paragraphs = append(a.Paragraphs, fmt.Sprintf("قال المسؤول رقم%d إن الأمر رقم%d انتهى، وأضاف أن العمل مستمر في البلدة كلها حتى المساء.", i, i))
	}
	text := a.Text()
	for i := range 120 {
		content := fmt.Sprintf("الأمر رقم%d انتهى", i)
		at := strings.Index(text, content)
		a.Statements = append(a.Statements, attribution.Statement{Span: arabic.Span{Field: arabic.Text, Start: at, End: at + len(content)}, Content: content, Cue: "قال", Confidence: 1, Speaker: attribution.Speaker{Name: "المسؤول"}})
	}
	for i := range 300 {
		name := fmt.Sprintf("رقم%d", i)
		at := strings.Index(text, name+" ")
		a.Entities = append(a.Entities, names.Entity{Key: "k" + name, Name: name, Type: names.Person, Mentions: []names.Mention{{Span: arabic.Span{Field: arabic.Text, Start: at, End: at + len(name)}, Text: name, How: names.Named}}})
	}
	h := newSite(t, &fake{articles: []*isnad.Article{a.Article}})
	of := parts(a.Article)
	paragraphs, cards, terms := 0, 0, 0
	for i := range of {
		page := get(t, h, partHref(a.Article, i+1)).Body.String()
		if len(page) > 100<<10 {
			t.Errorf("part %d has %d bytes", i+1, len(page))
		}
		paragraphs += len(find(t, page, "para"))
		terms += len(find(t, page, "term"))
		for _, c := range find(t, page, "card") {
			if cards++; attr(c, "id") != fmt.Sprintf("s%d", cards) {
				t.Errorf("card %d is %s", cards, attr(c, "id"))
			}
			if mark := attr(under(c, "no")[0], "href"); !strings.Contains(page, fmt.Sprintf(`id="%s"`, mark[1:])) {
				t.Errorf("part %d: %s leads nowhere", i+1, mark)
			}
		}
		if names := len(find(t, page, "parts")); names != 2 {
			t.Errorf("part %d: %d ways to the others", i+1, names)
		}
	}
	if paragraphs != 300 || cards != 120 || len(of) < 3 || terms < 3*namesNoted-20 {
		t.Errorf("%d paragraphs, %d cards, %d names in %d parts", paragraphs, cards, terms, len(of))
	}
	if at := markHref(a.Article, &a.Statements[119]); at != partHref(a.Article, 3)+"#m120" && at != partHref(a.Article, 2)+"#m120" && at != partHref(a.Article, 4)+"#m120" {
		t.Error(at)
	}
}
