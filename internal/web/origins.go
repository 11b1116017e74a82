package web

import (
	"fmt"
	"slices"
	"time"
	"unicode/utf8"
)

// originMap shows who took from whom: as a drawing, and as a tree of lists.
type originMap struct {
	Title         string
	Width, Height int
	Edges         []originEdge
	Nodes         []originNode
	Tree          []originBranch
	Absent        bool
	Same          bool // some copies name nobody
}

type (
	originEdge struct {
		Path  string
		Same  bool
		Verb  string
		VerbX string
		VerbY string
	}
	originNode struct {
		Part, Path string
		Name, Sub  svgText
		NameY      int
		SubY       int
	}
	// originBranch is a carrier with those that took from it first.
	originBranch struct {
		link
		Part string
		Verb string // the word with which it took from the branch it hangs on
		Sub  string
		Kids []originBranch
		Rest []originBranch // further kids, folded
		More string
	}
)

// vertex is a carrier in the graph, or several copies that took from the same and are drawn as one.
type vertex struct {
	*carrier
	folded []*carrier
	main   *taking // the edge on which it hangs; nil for a root
	extra  []*taking
	kids   []*vertex
	depth  int
	y      float64
	room   int // that its words take
}

const (
	foldFrom    = 4  // copies of one carrier from which on they are one point
	foldAbove   = 12 // carriers from which on copies are folded at all
	deepest     = 3  // columns after the first; deeper ones stand in the last
	vertexRow   = 62
	branchPoint = 14
	branchKids  = 8 // of a branch of the tree, before the rest is folded
)

// originsOf draws the graph; nil where nobody took from anybody.
func (c clock) originsOf(list []*carrier, zone *time.Location) *originMap {
	if !slices.ContainsFunc(list, func(l *carrier) bool { return len(l.takings) > 0 }) {
		return nil
	}
	roots := grow(list)
	out := &originMap{Title: c.originTitle(list), Tree: c.branches(roots, zone)}
	if len(list) > foldAbove {
		roots = fold(roots)
	}
	out.draw(c, roots, zone)
	for _, l := range list {
		out.Absent = out.Absent || l.part == absentPart
		out.Same = out.Same || slices.ContainsFunc(l.takings, func(t *taking) bool { return !t.credited })
	}
	return out
}

// grow hangs each carrier on the first from which it took, unless that hangs on it already.
func grow(list []*carrier) []*vertex {
	of := map[*carrier]*vertex{}
	for _, l := range list {
		of[l] = &vertex{carrier: l}
	}
	under := func(v, top *vertex) bool {
		for v != nil {
			if v == top {
				return true
			}
			if v.main == nil {
				return false
			}
			v = of[v.main.from]
		}
		return false
	}
	var roots []*vertex
	for _, l := range list {
		v := of[l]
		for _, t := range l.takings {
			if v.main == nil && !under(of[t.from], v) {
				v.main = t
			} else {
				v.extra = append(v.extra, t)
			}
		}
	}
	for _, l := range list {
		if v := of[l]; v.main == nil {
			roots = append(roots, v)
		} else {
			of[v.main.from].kids = append(of[v.main.from].kids, v)
		}
	}
	slices.SortStableFunc(roots, func(a, b *vertex) int { return alone(a) - alone(b) })
	return roots
}

// alone puts those that nobody took from last.
func alone(v *vertex) int {
	if len(v.kids) == 0 {
		return 1
	}
	return 0
}

// fold makes one point of the copies that took from one carrier in the same way and from which nobody took, and of the
// origins that nobody took from.
func fold(list []*vertex) []*vertex {
	groups := map[string][]*vertex{}
	key := func(v *vertex) string {
		if len(v.kids) > 0 || len(v.extra) > 0 || len(v.articles) == 0 {
			return ""
		}
		return fmt.Sprint(v.part, v.main != nil && v.main.credited)
	}
	for _, v := range list {
		if k := key(v); k != "" {
			groups[k] = append(groups[k], v)
		}
	}
	var out []*vertex
	for _, v := range list {
		k := key(v)
		switch g := groups[k]; {
		case k == "" || len(g) < foldFrom:
			out = append(out, v)
		case v == g[0]:
			for _, u := range g {
				v.folded = append(v.folded, u.carrier)
			}
			out = append(out, v)
		}
		v.kids = fold(v.kids)
	}
	return out
}

func (m *originMap) draw(c clock, roots []*vertex, zone *time.Location) {
	next, columns := 30.0, 1
	for _, r := range roots {
		place(r, 0, &next, &columns)
	}
	m.Width, m.Height = 1120, int(next)-20
	gap := min(505, (m.Width-250)/max(1, columns-1))
	x := func(depth int) float64 {
		at := 15 + depth*gap
		if c.dir == "rtl" {
			at = m.Width - at
		}
		return float64(at)
	}
	at := map[*carrier]*vertex{}
	var all []*vertex
	walk(roots, func(v *vertex) {
		at[v.carrier] = v
		for _, l := range v.folded {
			at[l] = v
		}
		v.room = roomOf(c.nodeName(v), c.nodeSub(v, zone))
		all = append(all, v)
	})
	drawn := map[[2]*vertex]bool{}
	for _, v := range all {
		for i, t := range append(slices.Clone(one(v.main)), v.extra...) {
			from := at[t.from]
			if from == nil || from == v || drawn[[2]*vertex{from, v}] {
				continue
			}
			drawn[[2]*vertex{from, v}] = true
			m.Edges = append(m.Edges, c.edge(from, v, t, x, gap, i > 0))
		}
		m.Nodes = append(m.Nodes, c.node(v, x(v.depth), zone))
	}
}

func one(t *taking) []*taking {
	if t == nil {
		return nil
	}
	return []*taking{t}
}

// place gives each vertex its height: leaves below each other, the others in the middle of theirs.
func place(v *vertex, depth int, next *float64, columns *int) {
	v.depth = min(depth, deepest)
	*columns = max(*columns, v.depth+1)
	if len(v.kids) == 0 {
		v.y = *next
		*next += vertexRow
		return
	}
	for _, k := range v.kids {
		place(k, depth+1, next, columns)
	}
	v.y = (v.kids[0].y + v.kids[len(v.kids)-1].y) / 2
}

func walk(list []*vertex, do func(*vertex)) {
	for _, v := range list {
		do(v)
		walk(v.kids, do)
	}
}

// nameRoom is how much of the space between two columns a name takes, and the line begins after it.
const nameRoom = 215

func (c clock) edge(from, to *vertex, t *taking, x func(int) float64, gap int, extra bool) originEdge {
	room := min(from.room, nameRoom, gap-110)
	a, b := x(from.depth)+float64(c.sign()*room), x(to.depth)-float64(c.sign()*12)
	if from.depth >= to.depth { // back, or within a column: along the outer side
		a = x(from.depth) - float64(c.sign()*12)
	}
	middle := (a + b) / 2
	e := originEdge{
		Path: fmt.Sprintf("M%s %sC%s %s %s %s %s %s", units(a), units(from.y), units(middle), units(from.y), units(middle), units(to.y), units(b), units(to.y)),
		Same: !t.credited, Verb: c.verb(t),
	}
	if extra && e.Same { // its dashes say so already
		e.Verb = ""
	}
	at, height := middle, (from.y+to.y)/2
	if extra { // near its end, where the first edge does not have its word
		at, height = a+.3*(b-a), from.y+.22*(to.y-from.y)
	}
	e.VerbX, e.VerbY = units(at), units(height+5)
	return e
}

func (c clock) sign() int {
	if c.dir == "rtl" {
		return -1
	}
	return 1
}

// verb is the word of transmission of a taking.
func (c clock) verb(t *taking) string {
	switch {
	case !t.credited:
		return c.t("relay.uncredited")
	case t.verb != "":
		return t.verb
	case aggregated(t.by) && len(t.by.Credits) == 0:
		return c.t("relay.aggregated")
	}
	return c.t("relay.quoting")
}

func (c clock) node(v *vertex, x float64, zone *time.Location) originNode {
	y := int(v.y)
	n := originNode{Part: v.part, Path: diamond(x, v.y, 7), NameY: y + 5, SubY: y + 23}
	at := int(x) + c.sign()*branchPoint
	n.Name, n.Sub = c.svgText(at, c.nodeName(v)), c.svgText(at, cut(c.nodeSub(v, zone), 34))
	n.Sub.Dir, n.Sub.Anchor = c.dir, "start"
	return n
}

// nodeName is the first line of a point.
func (c clock) nodeName(v *vertex) string {
	if len(v.folded) > 0 {
		return c.count("count.source", len(v.folded))
	}
	return cut(v.name, 26)
}

// roomOf is how much a point and its two lines take at most: letters of the first are wider.
func roomOf(name, sub string) int {
	return branchPoint + 14 + int(max(8.2*float64(utf8.RuneCountInString(name)), 7*float64(utf8.RuneCountInString(sub))))
}

// nodeSub is the second line of a point: when it first published.
func (c clock) nodeSub(v *vertex, zone *time.Location) string {
	switch {
	case len(v.folded) > 0:
		return cut(v.folded[0].name+c.t("comma")+" "+v.folded[1].name, 30)
	case len(v.articles) == 0:
		return c.t("part.absent")
	}
	return c.stamp(v.articles[0], zone)
}

func (c clock) branches(list []*vertex, zone *time.Location) []originBranch {
	var out []originBranch
	for _, v := range list {
		b := originBranch{link: link{v.name, v.href}, Part: v.part, Sub: c.nodeSub(&vertex{carrier: v.carrier}, zone)}
		if b.Kids, b.Rest = split(c.branches(v.kids, zone), branchKids); len(b.Rest) > 0 {
			b.More = c.count("count.other-source", len(b.Rest))
		}
		if v.main != nil {
			b.Verb = c.verb(v.main)
		}
		for _, t := range v.extra {
			b.Sub += c.t("comma") + " " + c.t("story.and-from", t.from.name)
		}
		out = append(out, b)
	}
	return out
}

func (c clock) originTitle(list []*carrier) string {
	n := map[string]int{}
	for _, l := range list {
		n[l.part]++
	}
	return c.t("story.origins.title", c.count("count.origin", n[originPart]+n[absentPart]), c.count("count.source", n[ownPart]+n[copyPart]))
}
