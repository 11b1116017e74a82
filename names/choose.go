package names

import (
	"slices"
	"strings"
)

// choose decides which meaning of a curated phrase at words [i, end) is meant, if any.
func (d *document) choose(l *line, i, end int, r reading, hits []hit) (rec *record, own, ok bool) {
	if len(hits) == 0 {
		return nil, false, false
	}
	headed := d.headed(l, i)
	if w := l.words[i]; end == i+1 && len(w.fold) <= 3 && w.fold[0] < 0x80 && !headed && !(w.gap == gapParen && closesBracket(l, end)) {
		return nil, false, false // «AA» is also a rating
	}
	var sure, weak []*record
	for _, h := range hits {
		if h.weak {
			weak = append(weak, h.rec)
		} else {
			sure = append(sure, h.rec)
		}
	}
	if headed {
		if strings.HasSuffix(l.words[i-1].fold, agencyHead) {
			sure, weak = slices.DeleteFunc(sure, isNewspaper), slices.DeleteFunc(weak, isNewspaper)
		}
		if o := d.outlet(l, end, append(slices.Clone(sure), weak...)); o != nil {
			return o, o == d.home, true
		}
	}
	for _, rec := range sure {
		if rec.typ != Outlet {
			return d.place(sure, rec, l.words[i]), false, true
		}
	}
	if o := d.outlet(l, end, sure); o != nil {
		return o, o == d.home, true
	}
	return d.weak(l, i, end, r, weak)
}

// agencyHead is «وكالة», folded.
const agencyHead = "وكاله"

// isNewspaper reports whether the record is a newspaper or magazine, which nobody calls an agency: «وكالة الأنباء الحكومية» is not
// the newspaper «الأنباء».
func isNewspaper(r *record) bool {
	return r.outlet != nil && (r.outlet.Kind == "newspaper" || r.outlet.Kind == "magazine")
}

// headed reports whether a noun such as «صحيفة» stands before word i.
func (d *document) headed(l *line, i int) bool {
	return i > 0 && l.words[i].gap <= gapQuote && outlets().heads[l.words[i-1].fold]
}

// outlet picks the outlet among those that share a phrase: the one whose country a nisba after it names, the article's
// own, the only one, else the first of the directory.
func (d *document) outlet(l *line, end int, recs []*record) *record {
	var found []*record
	for _, r := range recs {
		if r.typ == Outlet {
			found = append(found, r)
		}
	}
	if len(found) == 0 {
		return nil
	}
	if end < len(l.words) && l.words[end].gap <= gapQuote {
		if n, ok := nisbaOf(l.words[end].fold); ok && n.code != "" {
			for _, r := range found {
				if r.country == n.code {
					return r
				}
			}
		}
	}
	if slices.Contains(found, d.home) {
		return d.home
	}
	if d.home != nil {
		for _, r := range found {
			if r.country == d.home.country {
				return r
			}
		}
	}
	return found[0]
}

// place decides between a country and a capital that are spelled alike («عمان»): the capital where its shadda is written,
// or where the article is about its country or of it.
func (d *document) place(sure []*record, first *record, w word) *record {
	if first.typ != Place {
		return first
	}
	for _, r := range sure {
		if r != first && r.typ == Place && strings.HasPrefix(r.key, "capital:") {
			if strings.Contains(w.text, "\u0651") || d.home != nil && d.home.country == r.country || d.about(r.country) && !d.about(first.country) {
				return r
			}
		}
	}
	return first
}

// about reports whether a nisba of the country stands in the article.
func (d *document) about(code string) bool {
	if d.origins == nil {
		d.origins = map[string]bool{}
		for _, l := range d.lines {
			for _, w := range l.words {
				if n, ok := nisbaOf(w.fold); ok {
					d.origins[n.code] = true
				}
			}
		}
	}
	return d.origins[code]
}

// weak takes an unsure phrase where its surroundings speak for it: the article's own outlet in quotation marks or after
// «لـ», an outlet with its nisba, an agency in brackets, a place after «مدينة», a surname after a title.
func (d *document) weak(l *line, i, end int, r reading, recs []*record) (*record, bool, bool) {
	w := l.words[i]
	for _, rec := range recs {
		switch rec.typ {
		case Outlet:
			if rec == d.home && (w.gap == gapQuote || r.prep == 'ل') && quotedAfter(l, end) {
				return rec, true, true
			}
			if rec.outlet.Kind == "agency" && w.gap == gapParen && closesBracket(l, end) {
				return rec, false, true
			}
		case Place:
			if i > 0 && w.gap <= gapHyphen && words().area[bareArticle(l.words[i-1].fold)] {
				return rec, false, true
			}
		case Organisation:
			if i > 0 && w.gap <= gapQuote && words().org[bareArticle(l.words[i-1].fold)] {
				return rec, false, true
			}
		case Person:
			if i > 0 && w.gap <= gapHyphen && d.titleBefore(l, i) {
				return rec, false, true
			}
		}
	}
	return nil, false, false
}

// titleBefore reports whether a definite title stands right before word i: «الرئيس صالح».
func (d *document) titleBefore(l *line, i int) bool {
	if i == 0 || l.words[i].gap > gapHyphen {
		return false
	}
	f, _, definite, ok := l.roleWord(i - 1)
	return ok && definite && f.title && f.number == Singular
}

func quotedAfter(l *line, end int) bool {
	rest := strings.TrimLeft(l.text[l.words[end-1].end:], " ")
	for _, q := range []string{"\"", "»", "”"} {
		if strings.HasPrefix(rest, q) {
			return true
		}
	}
	return false
}

func closesBracket(l *line, end int) bool {
	rest := strings.TrimLeft(l.text[l.words[end-1].end:], " \"»")
	return strings.HasPrefix(rest, ")") || strings.HasPrefix(rest, "]")
}
