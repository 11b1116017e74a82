package story

import (
	"cmp"
	"maps"
	"slices"

	"isnad"
	"isnad/dates"
)

// Options bound what a [Desk] keeps. Zero fields take the values named.
type Options struct {
	Days  int // articles further apart are not compared: 4
	Limit int // articles kept; of more, the days not looked at for longest go: 20,000
	// Held reports whether an editor placed the article, so that it leaves no story by itself; nil is never.
	Held func(article string) bool
}

func (o *Options) held(article string) bool { return o.Held != nil && o.Held(article) }

// Placement says where an article belongs.
type Placement struct {
	Copy   string         // id of its group of copies; empty where the desk holds no other of its text
	With   string         // the article whose text it shares most; with it the group begins where that one was alone
	Story  string         // id of its story: that of the story's first article
	Merged []string       // ids of stories that this article shows to be one with Story
	Why    []isnad.Reason // for readers; none for the first of a story
	Parts  []Part         // what left Story because it hangs together with it no more; the article itself may be in one
	Tied   []string       // articles whose statements are tied otherwise now: see Desk.Same
}

// Desk places articles in order of arrival. It is not safe for several goroutines at once; the profiles may be made by many.
type Desk struct {
	options  Options
	window   []placed // by arrival; those forgotten have no profile
	when     []int32  // the days of the arrivals as numbers
	hits     []int32  // of use while candidates are counted; all 0 before and after
	gone     int
	at       map[string]int // arrival by article id
	days     map[dates.Day]*deskDay
	clock    int
	shingles map[uint32][]int32  // arrivals by sampled shingle
	terms    map[uint32][]int32  // arrivals by their weightiest terms
	said     map[string][]saidAt // statements by speaker, in order of arrival
	stories  map[string][]int32  // arrivals by story
}

type placed struct {
	profile     *Profile
	copy, story string
}

// deskDay is the arrivals of one day, and when it was last looked at.
type deskDay struct {
	arrivals []int32
	used     int
}

// NewDesk gives an empty desk.
func NewDesk(o Options) *Desk {
	if o.Days <= 0 {
		o.Days = 4
	}
	if o.Limit <= 0 {
		o.Limit = 20_000
	}
	d := &Desk{options: o, days: map[dates.Day]*deskDay{}}
	d.reindex()
	return d
}

// Has reports whether the desk holds the article.
func (d *Desk) Has(id string) bool { _, ok := d.at[id]; return ok }

// Near gives the first and last day with which an article of that day is compared.
func (d *Desk) Near(day dates.Day) (first, last dates.Day) {
	return day.Add(-d.options.Days), day.Add(d.options.Days)
}

// Open reports whether the desk does not have the day yet, and opens it: whoever asked puts on it what is known of the day.
func (d *Desk) Open(day dates.Day) bool {
	if d.days[day] != nil {
		return false
	}
	d.clock++
	d.days[day] = &deskDay{used: d.clock}
	return true
}

// Story gives the story of an article on the desk.
func (d *Desk) Story(id string) (string, bool) {
	i, ok := d.at[id]
	if !ok {
		return "", false
	}
	return d.window[i].story, true
}

// PlaceIn keeps the article in the story named, whatever the desk would say.
func (d *Desk) PlaceIn(p *Profile, story string, why isnad.Reason) Placement {
	at := Placement{Story: story, Why: []isnad.Reason{why}}
	if text := d.bestCopy(p); text.share >= copyContainment && d.window[text.with].story == story {
		at.Copy, at.With = d.window[text.with].copy, d.window[text.with].profile.ID
	}
	at.Tied = d.Put(p, at.Copy, story)
	return at
}

// Put lays an article on the desk where it was placed before.
//
// Tied are the articles whose statements are tied otherwise now.
func (d *Desk) Put(p *Profile, copy, story string) (tied []string) {
	tied = d.Remove(p.ID)
	if copy == "" {
		copy = p.ID
	}
	tied = append(tied, d.tie(p, story)...)
	d.keep(p, copy, story)
	return tied
}

// Load lays a stored article on the desk as the store has it, its statements' ties too.
func (d *Desk) Load(p *Profile, copy, story string) {
	d.Remove(p.ID)
	if copy == "" {
		copy = p.ID
	}
	d.keep(p, copy, story)
}

// Move gives every article of the story from to the story to.
func (d *Desk) Move(from, to string) {
	for _, i := range slices.Clone(d.stories[from]) {
		d.rename(int(i), to)
	}
}

// rename gives one arrival another story. Lists of arrivals ascend.
func (d *Desk) rename(i int, to string) {
	d.leave(i)
	d.window[i].story = to
	at, _ := slices.BinarySearch(d.stories[to], int32(i))
	d.stories[to] = slices.Insert(d.stories[to], at, int32(i))
}

// leave takes an arrival out of the list of its story.
func (d *Desk) leave(i int) {
	story := d.window[i].story
	list := slices.DeleteFunc(d.stories[story], func(k int32) bool { return int(k) == i })
	if len(list) == 0 {
		delete(d.stories, story)
	} else {
		d.stories[story] = list
	}
}

// Remove takes the article off the desk, if it is there, and gives the articles whose statements were tied to its own.
func (d *Desk) Remove(id string) (untied []string) {
	i, ok := d.at[id]
	if !ok {
		return nil
	}
	untied = d.untie(d.window[i].profile)
	day := d.days[d.window[i].profile.Day]
	day.arrivals = slices.DeleteFunc(day.arrivals, func(k int32) bool { return int(k) == i })
	d.drop(i)
	return untied
}

func (d *Desk) drop(i int) {
	delete(d.at, d.window[i].profile.ID)
	d.leave(i)
	d.window[i] = placed{}
	d.gone++
}

// Place decides the article's group of copies and its story, and keeps it for those to come.
func (d *Desk) Place(p *Profile) Placement {
	at := Placement{Story: p.ID, Tied: d.Remove(p.ID)}
	d.Open(p.Day)
	text := d.bestCopy(p)
	if text.share >= copyContainment {
		at.Copy, at.With = d.window[text.with].copy, d.window[text.with].profile.ID
		at.Story = d.window[text.with].story
		at.Why = append(at.Why, copyReason(at.With, text.share))
	}
	best, rivals := d.bestStory(p)
	switch {
	case best.likeness < storyLikeness:
	case at.Copy == "":
		at.Story = best.story
		at.Why = append(at.Why, d.storyReasons(p, best)...)
	case best.story == at.Story:
		at.Why = append(at.Why, d.storyReasons(p, best)...)
	}
	at.Merged = d.merging(p, &at, rivals)
	for _, m := range at.Merged {
		d.Move(m, at.Story)
	}
	copy := at.Copy
	if copy == "" {
		copy = p.ID
	}
	at.Tied = append(at.Tied, d.tie(p, at.Story)...)
	d.keep(p, copy, at.Story)
	at.Parts = d.split(p, at.Story)
	return at
}

// shared is how much of a text another has.
type shared struct {
	with  int
	share float64
}

// bestCopy gives the group of copies whose members share most of the text on average, and its likest member.
func (d *Desk) bestCopy(p *Profile) shared {
	type tally struct {
		sum, most float64
		n, with   int
	}
	groups := map[string]*tally{}
	for _, i := range d.copyCandidates(p) {
		q := &d.window[i]
		t, v := groups[q.copy], containment(p.shingles, q.profile.shingles)
		if t == nil {
			t = &tally{with: i}
			groups[q.copy] = t
		}
		if v > t.most {
			t.most, t.with = v, i
		}
		t.sum, t.n = t.sum+v, t.n+1
	}
	var best shared
	for _, g := range slices.Sorted(maps.Keys(groups)) {
		if v := groups[g].sum / float64(groups[g].n); v > best.share {
			best = shared{groups[g].with, v}
		}
	}
	return best
}

// likely is how like an article a story is.
type likely struct {
	story    string
	with     int // its likest member
	likeness float64
	members  []int
}

// bestStory gives the likest story, and all that reach the threshold.
func (d *Desk) bestStory(p *Profile) (best likely, rivals []likely) {
	groups := map[string][]int{}
	for _, i := range d.storyCandidates(p) {
		groups[d.window[i].story] = append(groups[d.window[i].story], i)
	}
	for _, g := range slices.Sorted(maps.Keys(groups)) {
		l := d.likeness(p, groups[g])
		l.story = g
		if l.likeness >= storyLikeness {
			rivals = append(rivals, l)
		}
		if l.likeness > best.likeness {
			best = l
		}
	}
	slices.SortStableFunc(rivals, func(a, b likely) int { return cmp.Compare(b.likeness, a.likeness) })
	return best, rivals
}
