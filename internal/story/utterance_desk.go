package story

import "slices"

// saidAt is one statement of an article on the desk.
type saidAt struct {
	arrival int32
	nth     int
}

// tie looks for the article's statements among those of the same speakers on the desk. A statement is tied to the first
// rendering that the desk has of its utterance, and that one to all. changed are the articles whose ties are others now,
// p's own among them.
func (d *Desk) tie(p *Profile, story string) (changed []string) {
	touched := map[string]bool{}
	for i := range p.said {
		u := &p.said[i]
		first := d.firstRendering(u, story)
		if first == nil || slices.Contains(u.same, first.id) {
			continue
		}
		if len(first.same) >= mostSame {
			continue
		}
		u.same = append(slices.Clone(u.same), first.id)
		first.same = append(slices.Clone(first.same), u.id)
		touched[p.ID], touched[articleOf(first.id)] = true, true
	}
	for id := range touched {
		changed = append(changed, id)
	}
	slices.Sort(changed)
	return changed
}

// firstRendering gives the earliest arrival's statement that is the same utterance, nil where there is none.
func (d *Desk) firstRendering(u *utterance, story string) *utterance {
	filed := numberOf(u.filed)
	for _, at := range d.said[u.speaker] {
		if on := d.when[at.arrival]; filed != noDay && on != noDay && max(on-filed, filed-on) > utteranceDaysFiled {
			continue // as sameAcross would find after a longer look
		}
		q := d.window[at.arrival].profile
		if q == nil || q.ID == articleOf(u.id) {
			continue
		}
		if v := &q.said[at.nth]; sameAcross(v, u, d.window[at.arrival].story == story) {
			return v
		}
	}
	return nil
}

// untie takes the statements of an article out of all ties, before it leaves the desk.
func (d *Desk) untie(p *Profile) (untied []string) {
	for i := range p.said {
		for _, other := range p.said[i].same {
			if v := d.utterance(other); v != nil {
				v.same = slices.DeleteFunc(slices.Clone(v.same), func(id string) bool { return id == p.said[i].id })
				untied = append(untied, articleOf(other))
			}
		}
	}
	return untied
}

func (d *Desk) utterance(id string) *utterance {
	i, ok := d.at[articleOf(id)]
	if !ok {
		return nil
	}
	said := d.window[i].profile.said
	k := slices.IndexFunc(said, func(u utterance) bool { return u.id == id })
	if k < 0 {
		return nil
	}
	return &said[k]
}

// Same gives the ties of an article's statements, by the id of each that has any.
func (d *Desk) Same(article string) map[string][]string {
	i, ok := d.at[article]
	if !ok {
		return nil
	}
	out := map[string][]string{}
	for _, u := range d.window[i].profile.said {
		if len(u.same) > 0 {
			out[u.id] = u.same
		}
	}
	return out
}

// articleOf gives the article of a statement's id, which is what stands before its last point.
func articleOf(statement string) string {
	for i := len(statement) - 1; i >= 0; i-- {
		if statement[i] == '.' {
			return statement[:i]
		}
	}
	return statement
}
