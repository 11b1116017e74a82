package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"isnad"
	"isnad/dates"
)

const (
	listRows = 30 // articles on a page
)

// listing is a page of articles by day, newest first. Until and Skip are where it begins: the articles of that day and
// before, without the first Skip of that day; for one source, without the first Skip of all.
type listing struct {
	Sources []string
	Until   dates.Day
	Skip    int
}

func readListing(q url.Values) listing {
	l := listing{}
	if day, err := dates.ParseDay(q.Get("until")); err == nil {
		l.Until = day
	}
	if n, err := strconv.Atoi(q.Get("skip")); err == nil && n > 0 {
		l.Skip = min(n, 100_000)
	}
	return l
}

// href is the address of the page that begins at a day.
func (l listing) href(until dates.Day, skip int) string {
	q := url.Values{}
	if !until.IsZero() {
		q.Set("until", until.String())
	}
	if skip > 0 {
		q.Set("skip", strconv.Itoa(skip))
	}
	return "?" + q.Encode()
}

// articles gives the page, and the address of the next.
func (l listing) articles(ctx context.Context, s *site) ([]*isnad.Article, string, error) {
	if len(l.Sources) > 0 {
		return l.ofSource(ctx, s)
	}
	var page []*isnad.Article
	filter := isnad.ArticleFilter{Until: l.Until, NewestFirst: true, Limit: l.Skip + listRows + 1}
	ofDay, day := 0, dates.Day{}
	for a, err := range s.store.Articles(ctx, filter) {
		if err != nil {
			return nil, "", err
		}
		if a.Day() != day {
			ofDay, day = 0, a.Day()
		}
		ofDay++
		if day == l.Until && ofDay <= l.Skip {
			continue
		}
		if len(page) == listRows {
			if day.IsZero() {
				return page, "", nil // undated articles come last and have no day to go on from
			}
			return page, l.href(day, ofDay-1), nil
		}
		page = append(page, a)
	}
	return page, "", nil
}

// ofSource is the page of one source, which the index finds.
func (l listing) ofSource(ctx context.Context, s *site) ([]*isnad.Article, string, error) {
	q := isnad.Query{Sources: l.Sources, Until: l.Until, Order: isnad.NewestFirst, Limit: listRows + 1, Offset: l.Skip}
	found, err := s.index.Search(ctx, q)
	if err != nil {
		return nil, "", err
	}
	next := ""
	if len(found.Hits) > listRows {
		next = l.href(l.Until, l.Skip+listRows)
		found.Hits = found.Hits[:listRows]
	}
	page := make([]*isnad.Article, len(found.Hits))
	all := make([]int, len(page))
	for i := range all {
		all[i] = i
	}
	err = s.readAll(ctx, all, func(i int) string { return found.Hits[i].ID }, func(i int, a *isnad.Article) { page[i] = a })
	return slices.DeleteFunc(page, func(a *isnad.Article) bool { return a == nil }), next, err
}

// newestFirst orders the articles of one page by day and hour, those without a day last. A store knows the day alone.
func newestFirst(articles []*isnad.Article) {
	slices.SortStableFunc(articles, func(a, b *isnad.Article) int { return earlier(b.Published, a.Published) })
}

// byDay groups rows by day; articles of one story that are on the page are one row.
func (c clock) byDay(articles []*isnad.Article) []frontDay {
	newestFirst(articles)
	var days []frontDay
	for _, t := range tales(articles) {
		days = addRow(days, c.dayName(t.newest().Published.Day), c.rowOf(t))
	}
	return c.countDays(days, "count.article")
}

// dayName heads the rows of a day.
func (c clock) dayName(d dates.Day) when {
	day := c.near(d)
	if day.Text == "" {
		day.Text = c.t("day.none")
	}
	return day
}

func addRow(days []frontDay, day when, r row) []frontDay {
	if n := len(days); n == 0 || days[n-1].Day != day {
		days = append(days, frontDay{Day: day})
	}
	last := &days[len(days)-1]
	last.Rows = append(last.Rows, r)
	return days
}

func (c clock) countDays(days []frontDay, key string) []frontDay {
	for i := range days {
		days[i].Count = c.count(key, len(days[i].Rows))
	}
	return days
}
