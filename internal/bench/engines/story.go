package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"isnad"
	"isnad/dates"
	"isnad/extract"
	"isnad/internal/bench"
)

// Invented stories, each of storyMembers articles.
const (
	storyMembers = 12
	storiesMade  = 1000
)

func storyNumber(i int) *isnad.Story {
	s := &isnad.Story{ID: fmt.Sprintf("story-%d", i), Title: "افتتاح الرصيف الجديد", Articles: storyMembers,
		People:   []isnad.Person{{Key: fmt.Sprintf("person:%d", i%50), Name: "سلمى الرافعي", Articles: storyMembers}},
		Keywords: []isnad.Keyword{{Text: fmt.Sprintf("رصيف %d", i%20), Score: 1}}}
	for j := range storyMembers {
		day := dates.Day{Year: 2020, Month: 1, Day: 1}.Add(i + j/4)
		s.Members = append(s.Members, isnad.Member{Article: fmt.Sprintf("bench-%09d", i*storyMembers+j+1), Title: "الرصيف الجديد يستقبل السفن", Country: "TN",
			Source:    extract.Outlet{Name: bench.OutletName(j), Host: fmt.Sprintf("o%d.example", j)},
			Published: dates.Date{Day: day, Precision: dates.DayOnly}, Why: []isnad.Reason{{Kind: isnad.SameText, Words: "نصّ واحد", Weight: .75}}})
		s.Outlets = append(s.Outlets, bench.OutletName(j))
	}
	s.First, s.Last = s.Members[0].Published, s.Members[storyMembers-1].Published
	return s
}

// stories stores stories, then times a story's page and a list of stories.
func stories(ctx context.Context, e store, o bench.Options) ([]bench.Row, error) {
	for from := 0; from < storiesMade; from += 100 {
		err := e.Update(ctx, func(tx isnad.Tx) error {
			for i := from; i < from+100; i++ {
				if err := tx.PutStory(storyNumber(i)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	page, err := times("story page", o, func(i int) (int, error) {
		s, err := e.Story(ctx, fmt.Sprintf("story-%d", i*37%storiesMade))
		if err != nil {
			return 0, err
		}
		return len(s.Members), nil
	})
	if err != nil {
		return nil, err
	}
	list, err := times("list of stories of a person", o, func(i int) (int, error) {
		l, err := e.Stories(ctx, isnad.StoryFilter{Person: fmt.Sprintf("person:%d", i%50)})
		if err != nil {
			return 0, err
		}
		return len(l.Stories), nil
	})
	return []bench.Row{page, list}, err
}

func times(name string, o bench.Options, do func(i int) (int, error)) (bench.Row, error) {
	n := max(o.Queries, 1)
	took, used, matches := make([]time.Duration, n), make([]time.Duration, n), 0
	for i := range n {
		start, before := time.Now(), o.Processor()
		m, err := do(i)
		if err != nil {
			return bench.Row{}, fmt.Errorf("%s: %w", name, err)
		}
		took[i], used[i], matches = time.Since(start), o.Processor()-before, m
	}
	slices.Sort(took)
	slices.Sort(used)
	return bench.Row{Class: name, P50: took[n/2], P95: took[n*95/100], CPU50: used[n/2], CPU95: used[n*95/100], Matches: matches, Queries: n}, nil
}
