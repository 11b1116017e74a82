package web

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"isnad"
	"isnad/attribution"
	"isnad/extract"
	"isnad/names"
)

// loudStory is a story of forty outlets in which thirty people say a dozen things each.
func loudStory(t *testing.T) (list []*isnad.Article) {
	t.Helper()
	for i := range 40 {
		o := extract.Outlet{Name: "صحيفة " + wideNames[i], Host: fmt.Sprintf("l%02d.example", i)}
		w := write(t, fmt.Sprintf("loud%02d", i), o, readAt.Add(-time.Duration(100-i)*time.Hour), fmt.Sprintf("المجلس البلدي يناقش ميزانية الميناء في جلسته رقم %d", i))
		w.Paragraphs = nil
		for k := range 9 {
			n := 9*i + k
			w.Paragraphs = append(w.Paragraphs, fmt.Sprintf("وقال العضو الرقم%d إن البند رقم %d من الميزانية يحتاج إلى دراسة جديدة قبل نهاية العام، وإن اللجنة ستنظر فيه قريبا.", n%30, n))
		}
		for k := range 9 {
			n := 9*i + k
			who := names.Entity{Key: fmt.Sprintf("member-%d", n%30), Name: fmt.Sprintf("العضو الرقم%d", n%30), Type: names.Person}
			w.says(who, "", "وقال", attribution.State, attribution.Indirect, fmt.Sprintf("البند رقم %d من الميزانية يحتاج إلى دراسة جديدة قبل نهاية العام", n), func(s *attribution.Statement) {
				s.ID = fmt.Sprintf("%s.%d", w.ID, k+1)
			})
		}
		w.Story = "loud"
		list = append(list, w.Article)
	}
	return list
}

var titleElement = regexp.MustCompile(`<title>[^<]*`)

var markAddress = regexp.MustCompile(`href="(/a/loud\d+(?:\?part=\d+)?#m\d+)"`)

// readLoud reads pages of the loud story's site; no page is above the bound but the one that holds all.
func readLoud(t *testing.T) func(address string) string {
	f := archive(t)
	f.articles = append(f.articles, loudStory(t)...)
	h := newSite(t, f)
	return func(address string) string {
		t.Helper()
		w := get(t, h, address)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d", address, w.Code)
		}
		if n := w.Body.Len(); n > 100_000 && !strings.Contains(address, "part=all") {
			t.Errorf("%s has %d bytes", address, n)
		}
		return w.Body.String()
	}
}

// TestStoryInParts: no page of a wide story is above the bound but the one that holds all, and the pages of a part hold every
// statement once, as the page of all does.
func TestStoryInParts(t *testing.T) {
	read := readLoud(t)
	story := read("/story/loud")
	for _, address := range []string{storyPartHref("loud", saidPart, 1), storyPartHref("loud", wholePart, 1)} {
		if !strings.Contains(story, `href="`+strings.ReplaceAll(address, "&", "&amp;")) {
			t.Errorf("the story does not lead to %s", address)
		}
	}
	gather := func(seen map[string]int, page string) {
		for _, m := range markAddress.FindAllStringSubmatch(page, -1) {
			seen[m[1]]++
		}
	}
	parts, whole := map[string]int{}, map[string]int{}
	first := read(storyPartHref("loud", saidPart, 1))

	pages := strings.Count(first, "part=said") / 2
	for i := range max(pages, 1) {
		gather(parts, read(storyPartHref("loud", saidPart, i+1)))
	}
	gather(whole, read(storyPartHref("loud", wholePart, 1)))
	if len(parts) != 360 || len(whole) != 360 || pages < 2 {
		t.Errorf("%d statements in %d parts, %d on the page of all; want 360", len(parts), pages, len(whole))
	}
	for address, n := range parts {
		if n != 1 {
			t.Errorf("%s stands %d times", address, n)
		}
	}
	if last := read(storyPartHref("loud", saidPart, 99)); !strings.Contains(last, "العضو") {
		t.Error("a page after the last is not the last")
	}
	titles := map[string]bool{}
	for _, part := range append([]string{""}, storyParts...) {
		page := read(storyPartHref("loud", part, 1))
		titles[titleElement.FindString(page)] = true
	}
	if len(titles) != len(storyParts)+1 {
		t.Errorf("the pages of a story have the titles %v", titles)
	}
}

// TestGroupsLeadOn: what a speaker's group leads to holds the rest of it.
func TestGroupsLeadOn(t *testing.T) {
	read := readLoud(t)
	more := regexp.MustCompile(`href="(/story/loud\?[^"#]*)#(g\d+)"`).FindAllStringSubmatch(read("/story/loud"), -1)
	if len(more) == 0 {
		t.Error("no speaker's group leads to the rest")
	}
	for _, m := range more {
		if page := read(strings.ReplaceAll(m[1], "&amp;", "&")); !strings.Contains(page, `id="`+m[2]+`"`) {
			t.Errorf("%s does not hold %s", m[1], m[2])
		}
	}
}

func TestPagesOf(t *testing.T) {
	if got := fmt.Sprint(pagesOf([]int{storyPartBytes, 1, storyPartBytes - 1, 2 * storyPartBytes, 1}), pagesOf(nil)); got != "[0 1 3 4] [0]" {
		t.Error(got)
	}
	v := readStoryView("x", map[string][]string{"part": {"nonsense"}, "page": {"3"}})
	if v.part != "" || v.page != 1 {
		t.Errorf("%+v", v)
	}
}
