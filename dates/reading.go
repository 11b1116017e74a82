package dates

// kind says what fixes a time.
type kind uint8

const (
	noKind    kind = iota
	onDate         // year, month and day, as far as given
	onWeekday      // a weekday, with a direction or a week
	onDay          // n days from the anchor
	onUnit         // the n-th week, month, year … from the anchor's own
	onPoint        // n units before or after the anchor
	onStretch      // the last or next n units
	onNth          // the n-th weekday or week of a month or year
	onFeast        // a feast or another named day
	onClock        // a clock time of the day spoken of
	onOther        // n days or units from the time named last («اليوم التالي»)
	onDecade       // ten years
	onCentury      // a hundred years
	onSeason       // three months
	onWeekend      // the days without work of a week
)

// edge is a part of a period.
type edge uint8

const (
	noEdge edge = iota
	early
	middle
	late
	firstDay // «غرة», «فاتح»
	rest     // «بقية»
)

// reading is a time as the words give it, before an anchor resolves it.
type reading struct {
	kind      kind
	cal       calendar
	year      int // 0: not given
	yearShift int // with hasShift: years from the anchor's («من العام الماضي»)
	hasShift  bool
	inYear    int // the Gregorian year of a Hijri month, 0 where that is not said
	month     int // 0: not given
	day       int // 0: not given
	weekday   int // 1 is Sunday; 0: not given
	weekday2  int // of a night between two days
	dir       int // with hasDir: -2 … 2
	hasDir    bool
	same      bool // «نفسه»: of the time named last
	following bool // «التالي»
	deictic   int  // with hasDeictic: days from the anchor
	hasDeixis bool
	unit      class
	n         int
	edge      edge
	quarter   int // 1–4; with half: 1–2
	half      bool
	nth       int // with onNth; -1 is the last
	feast     *feast
	clock     clockTime
	part      int // hour of a part of day, 0 none
	night     bool
	twin      *reading // the same day in the other calendar
	end       *reading // of a range
	more      *reading // a further distance («شهر و21 يوما»)
	since     bool     // told by «منذ»
	months    int      // the first so many months of a year; the last where it is below nothing
	ofWeek    bool     // the week that holds the day is meant
	ordinal   bool     // the day is an ordinal with the article («الثالث»)
	either    bool     // day and month are digits that could be read the other way round
	weak      bool     // needs a context that the words do not give
}

// clockTime is an hour and minute as written, with the zone where one is named.
type clockTime struct {
	set                  bool
	hour, minute, second int
	seconds, latin       bool  // seconds are written; AM or PM is
	half                 int   // 1 morning, 2 evening or afternoon, 0 not said
	zone                 *zone // nil: not said
}

// parser reads times from tokens. Each method tries one form at token i and gives the index after it, or i where the
// words are of another form.
type parser struct {
	text    string
	toks    []token
	monthAt int // the token after the month accepted last, for «تموز وآب»
	yearAt  int // the token after the year accepted last, for «2016 و2017»
}

// at gives the token i, or the end's.
func (p *parser) at(i int) *token {
	if i < 0 || i >= len(p.toks) {
		return &p.toks[len(p.toks)-1]
	}
	return &p.toks[i]
}

// is reports whether the token i has a meaning in the class, its value, and how many tokens it spans.
func (p *parser) is(i int, c class) (value, width int) {
	t := p.at(i)
	if t.phrase != nil && t.phrase.class == c {
		return t.phrase.value, int(t.width)
	}
	if t.entry == nil {
		return 0, 0
	}
	for k := range t.entry.lexemes {
		if t.entry.lexemes[k].class == c {
			return t.entry.lexemes[k].value, 1
		}
	}
	return 0, 0
}

// skip passes over a word of the class, if one stands at i.
func (p *parser) skip(i int, c class) int {
	_, w := p.is(i, c)
	return i + w
}

// mark reports whether the token is one of the marks.
func (p *parser) mark(i int, marks string) bool {
	t := p.at(i)
	if t.kind != markToken {
		return false
	}
	for _, r := range marks {
		if r == t.mark {
			return true
		}
	}
	return false
}

// skipMark passes over one of the marks.
func (p *parser) skipMark(i int, marks string) int {
	if p.mark(i, marks) {
		return i + 1
	}
	return i
}

// touches reports whether token i follows the one before it without a space.
func (p *parser) touches(i int) bool {
	return i > 0 && i < len(p.toks) && p.toks[i].start == p.toks[i-1].end
}

// plain reports whether the token is a word without a preposition written onto it.
func (p *parser) plain(i int) bool { return p.at(i).clitic == 0 }
