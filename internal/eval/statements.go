package eval

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"isnad/attribution"
)

// Statements scores package attribution against the statement gold, with the same measures as the gold's own scorer:
// detection one to one (cues overlap or contents share half their characters), and on matched pairs content,
// speaker, relays, act, kind and time. Gold rows marked optional or nested count neither for nor against.
func Statements(shared string) (Report, error) {
	r := Report{Subject: "statements"}
	gold, err := readGold(filepath.Join(shared, "data", "statements-dev"))
	if err != nil {
		return r, err
	}
	scoreStatements(&r, gold)
	var held []goldArticle
	for _, set := range heldSets() {
		g, err := heldGold(shared, set)
		if err != nil {
			return r, err
		}
		scoreHeld(&r, g, set.prefix)
		held = append(held, g...)
	}
	confidenceScores(&r, gold, held)
	return r, nil
}

// heldPrefix marks the figures of the held-out articles.
const heldPrefix = "held out: "

// scoreHeld adds the figures of a held-out set, and its misses.
func scoreHeld(r *Report, gold []goldArticle, prefix string) {
	all := newTally()
	var matchings []matching
	for _, g := range gold {
		m := matchStatements(g, attribution.Find(annotateText(g.text)))
		all.add(m)
		matchings = append(matchings, m)
		r.Misses = append(r.Misses, m.lines()...)
	}
	all.report(r, prefix)
	r.byArticle(matchings, prefix)
}

// byArticle gives the figures that begin with prefix their intervals.
func (r *Report) byArticle(matchings []matching, prefix string) {
	r.bootstrap(len(matchings), func(pick []int, into *Report) {
		all := newTally()
		for _, i := range pick {
			all.add(matchings[i])
		}
		all.report(into, prefix)
	})
}

// scoreStatements adds the figures of the development gold, in all and by group, and its misses.
func scoreStatements(r *Report, gold []goldArticle) {
	all := newTally()
	var matchings []matching
	groups := map[string]*tally{}
	group := func(name string) *tally {
		if groups[name] == nil {
			groups[name] = newTally()
		}
		return groups[name]
	}
	for _, g := range gold {
		m := matchStatements(g, attribution.Find(annotateText(g.text)))
		all.add(m)
		matchings = append(matchings, m)
		group("outlet " + g.text.Source.Name).add(m)
		for _, p := range m.pairs {
			group("kind " + p.gold.Kind).addPair(p)
			group("speaker " + string(p.found.Speaker.How)).addPair(p)
		}
		for _, s := range m.missed {
			group("kind "+s.Kind).gold++
		}
		r.Misses = append(r.Misses, m.lines()...)
	}
	all.report(r, "")
	r.byArticle(matchings, "")
	for _, name := range sortedKeys(groups) {
		groups[name].report(r, name+": ")
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// pair is a gold statement and the one found for it.
type pair struct {
	gold    goldStatement
	found   attribution.Statement
	jaccard float64
	content, speaker, relays, act, kind,
	timed, time bool
}

// matching is one article's statements, matched.
type matching struct {
	id     string
	pairs  []pair
	spared []pair // whose gold is optional or nested
	missed []goldStatement
	extra  []attribution.Statement
}

// offsets turns byte offsets of a text into code points.
type offsets []int

func codePoints(s string) offsets {
	o := make(offsets, len(s)+1)
	n := 0
	for i := range s {
		o[i] = n
		n++
	}
	last := 0
	for i := range o {
		if o[i] == 0 {
			o[i] = last
		}
		last = o[i]
	}
	o[len(s)] = utf8.RuneCountInString(s)
	return o
}

type stretch struct{ from, to int }

func (a stretch) shared(b stretch) int { return max(0, min(a.to, b.to)-max(a.from, b.from)) }

func (a stretch) jaccard(b stretch) float64 {
	i := a.shared(b)
	if u := a.to - a.from + b.to - b.from - i; u > 0 {
		return float64(i) / float64(u)
	}
	return 0
}

// matchStatements pairs an article's gold with what was found, best overlap first.
func matchStatements(g goldArticle, found []attribution.Statement) matching {
	found = slices.DeleteFunc(slices.Clone(found), func(s attribution.Statement) bool { return s.Nested })
	points := map[string]offsets{"title": codePoints(g.text.Title), "text": codePoints(g.text.text())}
	type candidate struct {
		score float64
		i, j  int
		jac   float64
	}
	var cs []candidate
	for i, s := range g.Statements {
		for j, q := range found {
			o := points[string(q.Field)]
			if cmp.Or(s.Field, "text") != string(q.Field) {
				continue
			}
			jac := stretch{s.Start, s.End}.jaccard(stretch{o[q.Start], o[q.End]})
			cue := s.Cue != "" && q.CueEnd > q.CueStart && stretch{s.CueStart, s.CueEnd}.shared(stretch{o[q.CueStart], o[q.CueEnd]}) > 0
			if cue || jac >= .5 {
				score := 2 * jac
				if cue {
					score++
				}
				cs = append(cs, candidate{score, i, j, jac})
			}
		}
	}
	slices.SortFunc(cs, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.i, a.i), cmp.Compare(b.j, a.j))
	})
	m := matching{id: g.ID}
	goldOf, foundOf := map[int]int{}, map[int]candidate{}
	for _, c := range cs {
		if _, ok := foundOf[c.i]; ok {
			continue
		}
		if _, ok := goldOf[c.j]; ok {
			continue
		}
		foundOf[c.i], goldOf[c.j] = c, c.i
	}
	for i, s := range g.Statements {
		c, ok := foundOf[i]
		switch {
		case s.spared() && ok:
			m.spared = append(m.spared, judge(s, found[c.j], c.jac))
		case s.spared():
		case ok:
			m.pairs = append(m.pairs, judge(s, found[c.j], c.jac))
		default:
			m.missed = append(m.missed, s)
		}
	}
	for j, q := range found {
		if _, ok := goldOf[j]; !ok {
			m.extra = append(m.extra, q)
		}
	}
	return m
}

// judge compares a matched pair field by field.
func judge(s goldStatement, q attribution.Statement, jac float64) pair {
	p := pair{gold: s, found: q, jaccard: jac, content: jac >= .8, kind: string(q.Kind) == s.Kind}
	p.speaker = sameName(q.Speaker.Name, append([]string{s.Speaker}, s.SpeakerAlt...))
	p.act = string(q.Act) == s.Act || slices.Contains(s.ActAlt, string(q.Act))
	p.relays = len(q.Relays) == len(s.Relays)
	for k := 0; p.relays && k < len(s.Relays); k++ {
		accepted := []string{s.Relays[k]}
		if k < len(s.RelayAlt) {
			accepted = append(accepted, s.RelayAlt[k]...)
		}
		p.relays = sameName(q.Relays[k].Name, accepted)
	}
	p.timed = s.Time != nil && s.Time.From != ""
	p.time = p.timed && q.Time.From.String() == s.Time.From && q.Time.To.String() == s.Time.To
	return p
}

// scorerFolds are the letters that the gold's own scorer takes as one.
var scorerFolds = strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا", "ٱ", "ا", "ى", "ي", "ی", "ي", "ک", "ك", "ة", "ه", "ؤ", "و", "ئ", "ي")

// scorerWords folds a name as the gold's own scorer does and cuts it into words.
func scorerWords(s string) []string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= 0x64b && r <= 0x652, r == 0x670, r == 0x640, r >= 0x200c && r <= 0x200f, r >= 0x202a && r <= 0x202e:
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_':
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(scorerFolds.Replace(b.String()))
}

// sameName reports whether the name equals an accepted one, or one holds the other as whole words of which one is
// four letters long.
func sameName(name string, accepted []string) bool {
	p := scorerWords(name)
	if len(p) == 0 {
		return false
	}
	for _, a := range accepted {
		q := scorerWords(a)
		if len(q) == 0 {
			continue
		}
		if slices.Equal(p, q) {
			return true
		}
		short, long := p, q
		if len(q) <= len(p) {
			short, long = q, p
		}
		longest := 0
		for _, w := range short {
			longest = max(longest, utf8.RuneCountInString(w))
		}
		for i := 0; longest >= 4 && i+len(short) <= len(long); i++ {
			if slices.Equal(long[i:i+len(short)], short) {
				return true
			}
		}
	}
	return false
}

// tally counts what the measures are made of.
type tally struct {
	gold, found, matched                                       int
	content, speaker, relays, act, kind, strict, timed, timeOK int
	direct, directFound, relayed, relayedOK                    int
	medium, place, addressee                                   circumstanceTally
}

func newTally() *tally { return &tally{} }

// circumstanceTally counts one circumstance of saying on matched pairs: annotated, found, and found as annotated.
type circumstanceTally struct{ gold, found, right int }

func (c *circumstanceTally) add(gold, found string) {
	if gold != "" {
		c.gold++
	}
	if found != "" {
		c.found++
	}
	if gold != "" && found != "" && sameName(found, []string{gold}) {
		c.right++
	}
}

func (c circumstanceTally) report(r *Report, name string) {
	r.Add("isnad", name+" precision", share(c.right, c.found), c.found)
	r.Add("isnad", name+" recall", share(c.right, c.gold), c.gold)
}

func (t *tally) add(m matching) {
	t.gold += len(m.missed)
	t.found += len(m.extra)
	for _, s := range m.missed {
		if s.Kind == "direct" {
			t.direct++
		}
	}
	for _, p := range m.pairs {
		t.addPair(p)
	}
}

func (t *tally) addPair(p pair) {
	count := func(n *int, yes bool) {
		if yes {
			*n++
		}
	}
	t.gold++
	t.found++
	t.matched++
	count(&t.content, p.content)
	count(&t.speaker, p.speaker)
	count(&t.relays, p.relays)
	count(&t.act, p.act)
	count(&t.kind, p.kind)
	count(&t.strict, p.content && p.speaker && p.act)
	count(&t.timed, p.timed)
	count(&t.timeOK, p.time)
	count(&t.direct, p.gold.Kind == "direct")
	count(&t.directFound, p.gold.Kind == "direct")
	t.medium.add(p.gold.Medium, p.found.Medium)
	t.place.add(p.gold.Place, p.found.Place)
	t.addressee.add(p.gold.Addressee, p.found.Addressee)
	count(&t.relayed, len(p.gold.Relays) > 0)
	count(&t.relayedOK, len(p.gold.Relays) > 0 && p.relays)
}

func share(n, of int) float64 { return float64(n) / float64(max(1, of)) }

func f1(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// report adds the figures; a prefix names the group they are of.
func (t *tally) report(r *Report, prefix string) {
	p, rc := share(t.matched, t.found), share(t.matched, t.gold)
	if prefix == "" || strings.HasSuffix(prefix, heldPrefix) || strings.HasPrefix(prefix, "outlet") {
		r.Add("isnad", prefix+"detection precision", p, t.found)
		r.Add("isnad", prefix+"detection recall", rc, t.gold)
		r.Add("isnad", prefix+"detection F1", f1(p, rc), t.gold)
	} else if strings.HasPrefix(prefix, "kind") {
		r.Add("isnad", prefix+"detection recall", rc, t.gold)
	}
	r.Add("isnad", prefix+"content", share(t.content, t.matched), t.matched)
	r.Add("isnad", prefix+"speaker", share(t.speaker, t.matched), t.matched)
	if prefix != "" && !strings.HasSuffix(prefix, heldPrefix) {
		return
	}
	r.Add("isnad", prefix+"direct quotations found", share(t.directFound, t.direct), t.direct)
	r.Add("isnad", prefix+"relays", share(t.relays, t.matched), t.matched)
	r.Add("isnad", prefix+"relays where any", share(t.relayedOK, t.relayed), t.relayed)
	r.Add("isnad", prefix+"act", share(t.act, t.matched), t.matched)
	r.Add("isnad", prefix+"kind", share(t.kind, t.matched), t.matched)
	r.Add("isnad", prefix+"time of saying", share(t.timeOK, t.timed), t.timed)
	t.medium.report(r, prefix+"medium")
	t.place.report(r, prefix+"place")
	t.addressee.report(r, prefix+"addressee")
	sp, sr := share(t.strict, t.found), share(t.strict, t.gold)
	r.Add("isnad", prefix+"strict F1", f1(sp, sr), t.gold)
}

// lines tells the misses of an article, one a line.
func (m matching) lines() []string {
	var out []string
	add := func(format string, a ...any) { out = append(out, m.id+": "+fmt.Sprintf(format, a...)) }
	for _, s := range m.missed {
		add("missed [%s] %s | %s", s.Kind, s.Cue, clip(s.Content))
	}
	for _, q := range m.extra {
		add("extra %.2f %s (%s) | %s %v", q.Confidence, q.Cue, q.Speaker.Name, clip(q.Content), q.Trace)
	}
	for _, p := range m.pairs {
		if !p.content {
			add("content %.2f %s | found %s | gold %s", p.jaccard, p.found.Cue, clip(p.found.Content), clip(p.gold.Content))
		}
		if !p.speaker {
			add("speaker %s | found %s (%s) | gold %s | %s", p.found.Cue, p.found.Speaker.Name, p.found.Speaker.How, p.gold.Speaker, clip(p.gold.Content))
		}
		if !p.act {
			add("act %s | found %s | gold %s", p.found.Cue, p.found.Act, p.gold.Act)
		}
		if !p.relays {
			add("relays %s | found %v | gold %v | %s", p.found.Cue, relayNames(p.found.Relays), p.gold.Relays, clip(p.gold.Content))
		}
		if p.timed && !p.time {
			add("time %s | found %s %s | gold %s %s", p.found.Cue, p.found.Time.Text, p.found.Time.From, p.gold.Time.Text, p.gold.Time.From)
		}
		for _, c := range []struct{ name, found, gold string }{{"medium", p.found.Medium, p.gold.Medium}, {"place", p.found.Place, p.gold.Place}, {"addressee", p.found.Addressee, p.gold.Addressee}} {
			if (c.found != "" || c.gold != "") && !sameName(c.found, []string{c.gold}) {
				add("%s %s | found %s | gold %s | %s", c.name, p.found.Cue, c.found, c.gold, clip(p.gold.Content))
			}
		}
	}
	return out
}

func relayNames(rs []attribution.Relay) []string {
	var out []string
	for _, r := range rs {
		out = append(out, r.Name)
	}
	return out
}

// clip shortens a text for a line of a report: its two ends.
func clip(s string) string {
	r := []rune(strings.ReplaceAll(s, "\n", " "))
	if len(r) <= 90 {
		return string(r)
	}
	return string(r[:50]) + " … " + string(r[len(r)-38:])
}
