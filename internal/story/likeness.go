package story

// The thresholds were chosen on the gold of three days of August 2015 (clusters-dev), where both lie on a plateau.
const (
	copyContainment = .50
	storyLikeness   = .40
)

// likeness compares the article with the members given of one story: halfway between the average and the likest, so that
// a story drifts with its newest article without being carried off by one.
func (d *Desk) likeness(p *Profile, members []int) likely {
	var l likely
	sum, most := 0.0, -1.0
	for _, i := range members {
		v := cosine(p.terms, d.window[i].profile.terms)
		if v > most {
			most, l.with = v, i
		}
		sum += v
	}
	l.likeness = (sum/float64(len(members)) + most) / 2
	return l
}
