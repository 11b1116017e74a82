package names

// spread books further mentions of names that the tagger found elsewhere in the article, spelled alike and with good
// confidence, where it was in doubt: one name in one article has one meaning.
func (d *document) spread(guesses []guess) {
	best := map[string]guess{}
	for _, g := range guesses {
		k := d.keyAt(g.line, g.from, g.to)
		if s := d.at(g.line, g.from); s == nil || s.from != g.from || s.to != g.to {
			continue // not booked as it was guessed
		}
		if b, ok := best[k]; !ok || g.margin > b.margin {
			best[k] = g
		}
	}
	first := map[string][]guess{}
	for _, g := range guesses { // in order, so that the result does not hang on the map's
		if b := best[d.keyAt(g.line, g.from, g.to)]; b == g && g.margin >= convinced {
			w := d.startOf(d.lines[g.line].words[g.from]).fold
			first[w] = append(first[w], g)
		}
	}
	if len(first) == 0 {
		return
	}
	for n, l := range d.lines {
		for i := range l.words {
			if d.at(n, i) == nil {
				d.again(n, i, first[d.startOf(l.words[i]).fold])
			}
		}
	}
}

// again books the longest of the names that begins at word i, unless the tagger speaks against one of its words.
func (d *document) again(n, i int, names []guess) {
	l, size := d.lines[n], 0
	var found guess
	for _, g := range names {
		if k := g.to - g.from; k > size && d.alike(n, i, g) {
			found, size = g, k
		}
	}
	if size == 0 {
		return
	}
	r := d.startOf(l.words[i])
	d.take(span{line: n, from: i, to: i + size, start: l.words[i].start + r.skip, end: l.words[i+size-1].end, typ: found.typ, prep: r.prep})
}

// alike reports whether the words from i on are those of a name found elsewhere.
func (d *document) alike(n, i int, g guess) bool {
	l, of := d.lines[n], d.lines[g.line]
	if i+g.to-g.from > len(l.words) {
		return false
	}
	for k := range g.to - g.from {
		w := l.words[i+k]
		if d.against[n][i+k] > doubt || k > 0 && (w.fold != of.words[g.from+k].fold || w.gap > gapHyphen) {
			return false
		}
	}
	return true
}

// doubt is the log-odds against a name up to which the tagger's "no name" gives way to what it says elsewhere in the article.
const doubt = 3.0
