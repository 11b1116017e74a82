package eval

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"isnad"
	"isnad/arabic"
	"isnad/internal/ingest"
	"isnad/internal/story"
)

// Story measures groups of copies and stories on the gold made by reading, and keywords against editors' own, beside
// baselines in the same run.
func Story(shared string) (Report, error) {
	r := Report{Subject: "story"}
	if err := measureGroups(&r, shared); err != nil {
		return r, err
	}
	err := measureKeywords(&r, shared)
	return r, err
}

type groupGold struct {
	ID    string  `json:"id"`
	Story string  `json:"story"`
	Copy  *string `json:"copy"`
}

// groupSet is the gold of copies and stories with its articles, annotated, in order of their days.
type groupSet struct {
	gold     []groupGold
	articles []*isnad.Article
	terms    []isnad.Terms
}

func readGroups(shared string) (*groupSet, error) {
	dir := filepath.Join(shared, "data", "clusters-dev")
	data, err := os.ReadFile(filepath.Join(dir, "gold.json"))
	if err != nil {
		return nil, err
	}
	s := new(groupSet)
	if err := json.Unmarshal(data, &s.gold); err != nil {
		return nil, fmt.Errorf("eval.readGroups: %w", err)
	}
	err = eachArticle(filepath.Join(dir, "articles.jsonl"), func(a *isnad.Article) { s.articles = append(s.articles, ingest.Again(a)) })
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(s.articles, func(a, b *isnad.Article) int { return a.Day().Sub(b.Day()) })
	an := new(arabic.Analyzer)
	for _, a := range s.articles {
		s.terms = append(s.terms, isnad.TermsWith(an, a))
	}
	return s, nil
}

// measureGroups places the gold's articles in order of arrival and scores what comes of it, beside the baselines.
func measureGroups(r *Report, shared string) error {
	set, err := readGroups(shared)
	if err != nil {
		return err
	}
	var profiles []*story.Profile
	for i, a := range set.articles {
		profiles = append(profiles, story.NewProfile(a, set.terms[i]))
	}
	start := time.Now()
	copies, stories := place(profiles)
	r.Add("isnad", "placed a second", float64(len(profiles))/time.Since(start).Seconds(), len(profiles))
	set.score(r, "isnad", copies, stories)
	set.rivals(r)
	return nil
}

// place gives the group of copies and the story of each article, by id.
func place(profiles []*story.Profile) (copies, stories map[string]string) {
	desk := story.NewDesk(story.Options{})
	copies, stories = map[string]string{}, map[string]string{}
	for _, p := range profiles {
		at := desk.Place(p)
		if copies[p.ID], stories[p.ID] = at.Copy, at.Story; at.Copy == "" {
			copies[p.ID] = p.ID
		}
		for _, merged := range at.Merged {
			for id, of := range stories {
				if of == merged {
					stories[id] = at.Story
				}
			}
		}
		for _, part := range at.Parts {
			for _, id := range part.Articles {
				stories[id] = part.Story
			}
		}
	}
	return copies, stories
}

// score compares groups by article with the gold.
func (s *groupSet) score(r *Report, system string, copies, stories map[string]string) {
	var goldCopies, goldStories, ourCopies, ourStories []string
	for _, g := range s.gold {
		own := "alone " + g.ID
		if g.Copy != nil {
			own = *g.Copy
		}
		goldCopies, goldStories = append(goldCopies, own), append(goldStories, g.Story)
		ourCopies, ourStories = append(ourCopies, copies[g.ID]), append(ourStories, stories[g.ID])
	}
	if copies != nil {
		p, rec, f := pairwise(goldCopies, ourCopies)
		r.Add(system, "copies: pairwise precision", p, len(s.gold))
		r.Add(system, "copies: pairwise recall", rec, len(s.gold))
		r.Add(system, "copies: pairwise F1", f, len(s.gold))
	}
	if stories != nil {
		p, rec, f := bcubed(goldStories, ourStories)
		r.Add(system, "stories: BCubed precision", p, len(s.gold))
		r.Add(system, "stories: BCubed recall", rec, len(s.gold))
		r.Add(system, "stories: BCubed F1", f, len(s.gold))
	}
}

// pairwise scores the pairs put together.
func pairwise(gold, got []string) (precision, recall, f1 float64) {
	both, right, mine := 0.0, 0.0, 0.0
	for i := range gold {
		for k := range i {
			g, m := gold[i] == gold[k], got[i] == got[k]
			if g {
				right++
			}
			if m {
				mine++
			}
			if g && m {
				both++
			}
		}
	}
	return both / max(mine, 1), both / max(right, 1), 2 * both / max(right+mine, 1)
}

// bcubed averages over the articles what share of its group is right and what share of the right group it has.
func bcubed(gold, got []string) (precision, recall, f1 float64) {
	for i := range gold {
		both, right, mine := 0.0, 0.0, 0.0
		for k := range gold {
			g, m := gold[i] == gold[k], got[i] == got[k]
			if g {
				right++
			}
			if m {
				mine++
			}
			if g && m {
				both++
			}
		}
		precision, recall = precision+both/mine, recall+both/right
	}
	n := float64(len(gold))
	precision, recall = precision/n, recall/n
	return precision, recall, 2 * precision * recall / (precision + recall)
}
