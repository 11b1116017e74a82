package story

import "isnad/dates"

// What likeness is made of. The weights and thresholds were chosen on the gold of three days of August 2015 (clusters-dev):
// of 700 settings drawn at random that is taken which scores best on average at its threshold and on both sides of it. What is best on
// two days was measured on the third: see docs/decisions/009-stories-placed.md.
const (
	copyContainment = .50 // shared shingles of the shorter text

	leadShare     = .60 // the cosine of title and first words: news says first what happened. That of the whole texts counts 1
	titleShare    = .40 // of the titles
	phraseShare   = .32 // of pairs of words side by side, which tell an event where words alone tell a subject
	peopleShare   = .15 // of people and organisations
	dayShare      = .02 // taken off for each day between
	storyLikeness = .925
	mergeLikeness = .925 // of an article to a second story
	mergeMean     = .70  // and of the two stories to each other, on average
	likestShare   = .67  // of a story's likest member, beside the mean of all
)

// alike is how alike two articles are: their words first, what they are called, whom they name, less the days between. Places say nothing
// beside that: what happens in one capital on one day is no one event.
func alike(p, q *Profile) float64 {
	v := cosine(p.terms, q.terms) + leadShare*cosine(p.lead, q.lead) + titleShare*cosine(p.title, q.title) +
		phraseShare*cosine(p.phrases, q.phrases) + peopleShare*cosine(p.who, q.who)
	return v - dayShare*float64(daysBetween(p.Day, q.Day))
}

func daysBetween(a, b dates.Day) int {
	if a.IsZero() || b.IsZero() {
		return 0
	}
	n := a.Sub(b)
	return max(n, -n)
}

// likeness compares the article with the members given of one story: between the average and the likest, so that a story
// drifts with its newest article without being carried off by one.
func (d *Desk) likeness(p *Profile, members []int) likely {
	var l likely
	sum, most := 0.0, -1.0
	for _, i := range members {
		v := alike(p, d.window[i].profile)
		if v > most {
			most, l.with = v, i
		}
		sum += v
	}
	l.members = members
	l.likeness = (1-likestShare)*sum/float64(len(members)) + likestShare*most
	return l
}

// merging gives the stories that the article shows to be one with its own: it is like both, and they are like each other.
func (d *Desk) merging(p *Profile, at *Placement, rivals []likely) (merged []string) {
	if at.Story == p.ID {
		return nil
	}
	var own []int
	for _, r := range rivals {
		if r.story == at.Story || r.likeness < mergeLikeness {
			continue
		}
		if own == nil {
			own = d.membersOf(at.Story, p)
		}
		if d.meanLikeness(own, r.members) >= mergeMean {
			merged = append(merged, r.story)
		}
	}
	return merged
}

// mostMeasured bounds how many members of a story are compared with those of another: the latest.
const mostMeasured = 20

// membersOf gives the latest members of a story that are near the article.
func (d *Desk) membersOf(story string, p *Profile) []int {
	all := make([]int, 0, len(d.stories[story]))
	for _, i := range d.stories[story] {
		all = append(all, int(i))
	}
	return d.near(p, all)
}

// meanLikeness is how like two stories are, on average over their latest members.
func (d *Desk) meanLikeness(a, b []int) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	a, b = a[max(0, len(a)-mostMeasured):], b[max(0, len(b)-mostMeasured):]
	sum := 0.0
	for _, i := range a {
		for _, k := range b {
			sum += alike(d.window[i].profile, d.window[k].profile)
		}
	}
	return sum / float64(len(a)*len(b))
}
