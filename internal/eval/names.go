package eval

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"isnad/arabic"
	"isnad/internal/nametag"
	"isnad/names"
)

var newsKinds = []nametag.Label{nametag.BPerson, nametag.BPlace, nametag.BOrganisation}

// Names measures names.Find: exact spans on the last fifth of ANERcorp's training part with a model that has not seen
// it, the people and roles of statements-dev, and words per second.
func Names(shared string) (Report, error) {
	r := Report{Subject: "names"}
	f, err := ReadNameFolds(shared, 5)
	if err != nil {
		return r, err
	}
	last := len(f.blocks) - 1
	model := f.Model(nametag.Defaults(), last)
	alone := newNameTally()
	alone.add(taggedNames(model, f.blocks[last]), goldNames(f.blocks[last]))
	addNameScores(&r, "tagger alone, ANERcorp, held out: ", alone)
	whole := newNameTally()
	findNames(model, f.blocks[last], whole, &r.Misses)
	addNameScores(&r, "ANERcorp, held out: ", whole)
	if err := devPeople(shared, &r); err != nil {
		return r, err
	}
	return r, nameSpeed(shared, &r)
}

func addNameScores(r *Report, prefix string, t nameTally) {
	for _, k := range []struct {
		name  string
		kinds []nametag.Label
	}{{"people", newsKinds[:1]}, {"places", newsKinds[1:2]}, {"organisations", newsKinds[2:]}, {"all", newsKinds}} {
		p, rec, f1, n := t.of(k.kinds...)
		r.Add("isnad", prefix+k.name+" F1", f1, n)
		r.Add("isnad", prefix+k.name+" precision", p, n)
		r.Add("isnad", prefix+k.name+" recall", rec, n)
	}
}

// findNames runs Find over a block in articles of about 350 words and tallies its named mentions. misses, if given,
// collects what was wrong.
func findNames(model *nametag.Model, block []conllToken, t nameTally, misses *[]string) {
	for from := 0; from < len(block); {
		to := min(from+350, len(block))
		for to < len(block) && block[to-1].word != "." {
			to++
		}
		article := block[from:to]
		found, gold := mentionSpans(model, article), goldNames(article)
		t.add(found, gold)
		if misses != nil {
			*misses = append(*misses, nameMisses(article, found, gold)...)
		}
		from = to
	}
}

// mentionSpans gives Find's named mentions as tokens of the article.
func mentionSpans(model *nametag.Model, article []conllToken) []nameSpan {
	text, starts := blockText(article)
	token := func(b int) int {
		i, ok := slices.BinarySearch(starts, b)
		if !ok {
			i--
		}
		return i
	}
	kinds := map[names.Type]nametag.Label{
		names.Person: nametag.BPerson, names.Place: nametag.BPlace, names.Organisation: nametag.BOrganisation, names.Outlet: nametag.BOrganisation,
	}
	var out []nameSpan
	for _, e := range names.FindWith(model, names.Input{Text: text}) {
		for _, m := range e.Mentions {
			if k, ok := kinds[e.Type]; ok && m.How == names.Named {
				out = append(out, nameSpan{token(m.Start), token(m.End-1) + 1, k})
			}
		}
	}
	return out
}

// kindNames are the words by which misses are listed.
var kindNames = map[nametag.Label]string{nametag.BPerson: "person", nametag.BPlace: "place", nametag.BOrganisation: "organisation"}

func nameMisses(article []conllToken, found, gold []nameSpan) (out []string) {
	show := func(what string, s nameSpan) {
		var b strings.Builder
		for i := max(0, s.From-3); i < min(len(article), s.To+3); i++ {
			if i == s.From {
				b.WriteString("[")
			}
			b.WriteString(article[i].word)
			if i == s.To-1 {
				b.WriteString("]")
			}
			b.WriteString(" ")
		}
		out = append(out, fmt.Sprintf("%s %s: %s", kindNames[s.Kind], what, b.String()))
	}
	for _, s := range found {
		if !slices.Contains(gold, s) {
			show("extra", s)
		}
	}
	for _, s := range gold {
		if !slices.Contains(found, s) {
			show("missed", s)
		}
	}
	return out
}

// devArticle and devGold are what of statements-dev is needed here.
type devArticle struct {
	ID, Title  string
	Paragraphs []string
	Source     struct{ Name, Host string }
}

type devGold struct {
	ID     string
	People []struct {
		Name            string
		Variants, Roles []string
	}
}

// devPeople scores the people of statements-dev, and the roles tied to those that were found.
func devPeople(shared string, r *Report) error {
	dir := filepath.Join(shared, "data", "statements-dev")
	data, err := os.ReadFile(filepath.Join(dir, "gold.json"))
	if err != nil {
		return err
	}
	var gold []devGold
	if err := json.Unmarshal(data, &gold); err != nil {
		return err
	}
	articles, err := os.ReadFile(filepath.Join(dir, "articles.jsonl"))
	if err != nil {
		return err
	}
	byID := map[string]devArticle{}
	for line := range strings.Lines(string(articles)) {
		var a devArticle
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			return err
		}
		byID[a.ID] = a
	}
	var all peopleCount
	parts := make([]peopleCount, len(gold)) // an article each
	for i, g := range gold {
		parts[i].article(byID[g.ID], g, r)
		all.plus(parts[i])
	}
	all.report(r)
	r.bootstrap(len(parts), func(pick []int, into *Report) {
		var c peopleCount
		for _, i := range pick {
			c.plus(parts[i])
		}
		c.report(into)
	})
	return nil
}

func (c *peopleCount) report(r *Report) {
	ratio := func(a, b int) float64 { return float64(a) / float64(max(b, 1)) }
	r.Add("isnad", "people of statements-dev: precision", ratio(c.right, c.found), c.found)
	r.Add("isnad", "people of statements-dev: recall", ratio(c.matched, c.gold), c.gold)
	r.Add("isnad", "roles tied to people: precision", ratio(c.roleRight, c.roleFound), c.roleFound)
	r.Add("isnad", "roles tied to people: recall", ratio(c.roleMatched, c.roleGold), c.roleGold)
}

// plus adds what another counted.
func (c *peopleCount) plus(o peopleCount) {
	c.right, c.found, c.matched, c.gold = c.right+o.right, c.found+o.found, c.matched+o.matched, c.gold+o.gold
	c.roleRight, c.roleFound = c.roleRight+o.roleRight, c.roleFound+o.roleFound
	c.roleMatched, c.roleGold = c.roleMatched+o.roleMatched, c.roleGold+o.roleGold
}

type peopleCount struct {
	right, found, matched, gold                 int
	roleRight, roleFound, roleMatched, roleGold int
}

func (c *peopleCount) article(a devArticle, g devGold, r *Report) {
	var people []names.Entity
	for _, e := range names.Find(names.Input{Title: a.Title, Text: strings.Join(a.Paragraphs, "\n"), Host: a.Source.Host, Outlet: a.Source.Name}) {
		if e.Type == names.Person && slices.ContainsFunc(e.Mentions, func(m names.Mention) bool { return m.How == names.Named }) {
			people = append(people, e)
		}
	}
	used := make([]bool, len(people))
	for _, p := range g.People {
		c.gold++
		forms := map[string]bool{}
		for _, v := range append(p.Variants, p.Name) {
			forms[nameForm(v)] = true
		}
		i := slices.IndexFunc(people, func(e names.Entity) bool { return isPerson(e, forms) })
		c.roleGold += len(p.Roles)
		if i < 0 {
			r.Misses = append(r.Misses, "person missed: "+a.ID+" "+p.Name)
			continue
		}
		c.matched++
		used[i] = true
		c.roles(people[i], p.Roles, a.ID, r)
	}
	for i, e := range people {
		c.found++
		if used[i] || slices.ContainsFunc(g.People, func(p struct {
			Name            string
			Variants, Roles []string
		}) bool {
			return isPerson(e, map[string]bool{nameForm(p.Name): true})
		}) {
			c.right++
			continue
		}
		r.Misses = append(r.Misses, "person extra: "+a.ID+" "+e.Name)
	}
}

// roles compares what a person is called with the gold roles: one within the other counts.
func (c *peopleCount) roles(e names.Entity, gold []string, id string, r *Report) {
	ours := slices.Clone(e.Roles)
	for _, m := range e.Mentions {
		if m.How == names.ByRole && !slices.Contains(ours, m.Text) {
			ours = append(ours, m.Text)
		}
	}
	overlap := func(a, b string) bool {
		a, b = nameForm(a), nameForm(b)
		return a != "" && b != "" && (strings.Contains(a, b) || strings.Contains(b, a))
	}
	for _, o := range ours {
		c.roleFound++
		if slices.ContainsFunc(gold, func(g string) bool { return overlap(o, g) }) {
			c.roleRight++
		} else {
			r.Misses = append(r.Misses, "role extra: "+id+" "+e.Name+": "+o)
		}
	}
	for _, g := range gold {
		if slices.ContainsFunc(ours, func(o string) bool { return overlap(o, g) }) {
			c.roleMatched++
		} else {
			r.Misses = append(r.Misses, "role missed: "+id+" "+e.Name+": "+g)
		}
	}
}

// nameForm folds a name or role and drops what does not tell spellings apart.
func nameForm(s string) string {
	s = strings.Map(func(c rune) rune {
		if strings.ContainsRune("«»\"“”()،", c) {
			return -1
		}
		return c
	}, arabic.Fold(s))
	s = strings.ReplaceAll(s, "عبد ال", "عبدال")
	if rest, ok := strings.CutPrefix(s, "لل"); ok {
		s = "ال" + rest
	}
	s = strings.TrimPrefix(s, "الملا ") // a title to us, a part of the name to the gold
	return strings.Join(strings.Fields(s), " ")
}

func isPerson(e names.Entity, forms map[string]bool) bool {
	if forms[nameForm(e.Name)] {
		return true
	}
	return slices.ContainsFunc(e.Mentions, func(m names.Mention) bool { return m.How == names.Named && forms[nameForm(m.Text)] })
}

// nameSpeed times Find over the articles of statements-dev on one core.
func nameSpeed(shared string, r *Report) error {
	data, err := os.ReadFile(filepath.Join(shared, "data", "statements-dev", "articles.jsonl"))
	if err != nil {
		return err
	}
	var in []names.Input
	words := 0
	for line := range strings.Lines(string(data)) {
		var a devArticle
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			return err
		}
		in = append(in, names.Input{Title: a.Title, Text: strings.Join(a.Paragraphs, "\n")})
		words += len(strings.Fields(a.Title)) + len(strings.Fields(in[len(in)-1].Text))
	}
	names.Find(in[0])
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	best := time.Duration(1 << 62)
	for range 5 {
		start := cpuTime()
		for _, a := range in {
			names.Find(a)
		}
		best = min(best, cpuTime()-start)
	}
	r.Add("isnad", "words per second of one core", float64(words)/best.Seconds(), words)
	return nil
}

// cpuTime is what this process has used so far: on a shared machine the clock on the wall says little.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
