package story

import (
	"slices"
	"strings"

	"isnad"
	"isnad/arabic"
	"isnad/names"
)

// copyGroups gathers the members that share a text, in order of publication, and decides which is the original. The
// members' Original is set.
func copyGroups(members []isnad.Member) []isnad.CopyGroup {
	at := map[string]int{}
	var groups [][]*isnad.Member
	for i := range members {
		m := &members[i]
		m.Original = false
		if m.Copy == "" {
			continue
		}
		k, ok := at[m.Copy]
		if !ok {
			k = len(groups)
			at[m.Copy] = k
			groups = append(groups, nil)
		}
		groups[k] = append(groups[k], m)
	}
	var out []isnad.CopyGroup
	for _, g := range groups {
		c := isnad.CopyGroup{ID: g[0].Copy}
		original, how := originalOf(g)
		original.Original = true
		c.Original, c.How, c.Origin = original.Article, how, originOf(g, original, how)
		for _, m := range g {
			c.Articles = append(c.Articles, m.Article)
		}
		out = append(out, c)
	}
	return out
}

// originalOf decides which of the copies, in order of publication, is the original: what the agency that others credit
// published itself, what the outlet that others credit published, else what was published first; of those published at
// the same time as far as is known, one that credits nobody.
func originalOf(g []*isnad.Member) (*isnad.Member, isnad.OriginalHow) {
	for _, m := range g {
		own := outletKey(m)
		if own == "" || !slices.ContainsFunc(g, func(o *isnad.Member) bool { return o != m && creditsKey(o, own) }) {
			continue
		}
		if o, ok := outletOf(m.Source.Host, m.Source.Name); ok && o.Kind == "agency" {
			return m, isnad.OriginalAgency
		}
		return m, isnad.OriginalCredited
	}
	first := g[0]
	for _, m := range g {
		if sameMoment(g[0], m) && len(m.Credits) == 0 {
			first = m
			break
		}
	}
	return first, isnad.OriginalEarliest
}

// originOf names whose text it is: the original's outlet where others credit it, else the agency that most of the copies
// credit, else the original's outlet.
func originOf(g []*isnad.Member, original *isnad.Member, how isnad.OriginalHow) string {
	if how != isnad.OriginalEarliest {
		return outletName(original)
	}
	count, best := map[string]int{}, ""
	for _, m := range g {
		for _, c := range m.Credits {
			if isAgency(c) {
				key := originKey(c)
				if count[key]++; best == "" || count[key] > count[originKey(best)] {
					best = c
				}
			}
		}
	}
	if best != "" {
		return best
	}
	return outletName(original)
}

// sameMoment reports whether nothing says that one was published before the other.
func sameMoment(a, b *isnad.Member) bool {
	if a.Published.Day != b.Published.Day {
		return false
	}
	return a.Published.Time.IsZero() || b.Published.Time.IsZero() || a.Published.Time.Equal(b.Published.Time)
}

// outletKey is what the member's own outlet is known by among credits.
func outletKey(m *isnad.Member) string {
	if o, ok := outletOf(m.Source.Host, m.Source.Name); ok {
		return "outlet:" + o.Key
	}
	return folded(m.Source.Name)
}

func creditsKey(m *isnad.Member, key string) bool {
	return slices.ContainsFunc(m.Credits, func(c string) bool { return originKey(c) == key })
}

// originKey is one for all spellings of an outlet.
func originKey(name string) string {
	if o, ok := names.OutletByAlias(name); ok {
		return "outlet:" + o.Key
	}
	return folded(name)
}

// isAgency reports whether the credit names a news agency, by the directory or by its first word.
func isAgency(credit string) bool {
	if o, ok := names.OutletByAlias(credit); ok {
		return o.Kind == "agency"
	}
	return strings.HasPrefix(folded(credit), "وكال")
}

func folded(s string) string {
	var words []string
	for _, t := range arabic.Analyze(s) {
		words = append(words, t.Surface)
	}
	return strings.Join(words, " ")
}
