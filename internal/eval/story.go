package eval

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"time"

	"isnad"
	"isnad/arabic"
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

// measureGroups places the gold's articles in order of their days and scores what comes of it.
func measureGroups(r *Report, shared string) error {
	dir := filepath.Join(shared, "data", "clusters-dev")
	data, err := os.ReadFile(filepath.Join(dir, "gold.json"))
	if err != nil {
		return err
	}
	var gold []groupGold
	if err := json.Unmarshal(data, &gold); err != nil {
		return err
	}
	var articles []*isnad.Article
	if err := eachArticle(filepath.Join(dir, "articles.jsonl"), func(a *isnad.Article) { articles = append(articles, a) }); err != nil {
		return err
	}
	slices.SortStableFunc(articles, func(a, b *isnad.Article) int { return a.Day().Sub(b.Day()) })
	placed := place(r, articles)
	var goldCopies, goldStories, copies, stories []string
	for _, g := range gold {
		own := "alone " + g.ID
		if g.Copy != nil {
			own = *g.Copy
		}
		goldCopies, goldStories = append(goldCopies, own), append(goldStories, g.Story)
		copies, stories = append(copies, placed[g.ID].Copy), append(stories, placed[g.ID].Story)
	}
	p, rec, f := pairwise(goldCopies, copies)
	r.Add("isnad", "copies: pairwise precision", p, len(gold))
	r.Add("isnad", "copies: pairwise recall", rec, len(gold))
	r.Add("isnad", "copies: pairwise F1", f, len(gold))
	p, rec, f = bcubed(goldStories, stories)
	r.Add("isnad", "stories: BCubed precision", p, len(gold))
	r.Add("isnad", "stories: BCubed recall", rec, len(gold))
	r.Add("isnad", "stories: BCubed F1", f, len(gold))
	return nil
}

func place(r *Report, articles []*isnad.Article) map[string]story.Placement {
	var profiles []*story.Profile
	an := new(arabic.Analyzer)
	for _, a := range articles {
		profiles = append(profiles, story.NewProfile(a, isnad.TermsWith(an, a)))
	}
	desk, placed, start := story.NewDesk(story.Options{}), map[string]story.Placement{}, time.Now()
	for _, p := range profiles {
		placed[p.ID] = desk.Place(p)
	}
	r.Add("isnad", "placed a second", float64(len(articles))/time.Since(start).Seconds(), len(articles))
	return placed
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
