package dates

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// class is what the grammar knows a word as; the names are those of words.tsv.
type class uint8

const (
	noClass class = iota
	weekdayClass
	weekdayBareClass
	deicticClass
	tomorrowClass
	nowClass
	todayClass
	nightClass
	dayPartClass
	dayPartAdverbClass
	eveClass
	lateClass
	thisPartClass
	directionClass
	formerClass
	latestClass
	followingClass
	thisClass
	sameClass
	secondClass
	minuteClass
	hourClass
	dayClass
	weekClass
	myWeekClass
	monthClass
	quarterClass
	halfClass
	yearClass
	decadeClass
	centuryClass
	decadeNameClass
	edgeClass
	lastClass
	firstClass
	restClass
	withinClass
	weekendClass
	weekendBareClass
	seasonClass
	ofClass
	inClass
	monthWordClass
	equalsClass
	gregorianMarkClass
	hijriMarkClass
	tillClass
	betweenClass
	beforeClass
	sinceClass
	afterClass
	aboutClass
	fewClass
	clockClass
	minusClass
	amClass
	pmClass
	andClass
	articleClass
	everyClass
	ofItClass
	// From files of their own.
	monthNameClass
	cardinalClass
	ordinalClass
	feastClass
	zoneClass
	futureClass
	pastClass
	notFutureClass
	placeClass
	titleClass
	eventClass
	countedClass
	seriesClass
	modifiedClass
	publishedClass
	epithetClass
	noDayClass
	deliveryClass
)

// classNames are the classes as words.tsv spells them, in the order above; the others have files of their own.
var classNames = [...]string{"", "weekday", "weekdaybare", "deictic", "tomorrow", "now", "today", "night", "daypart",
	"daypartadverb", "eve", "late", "thispart", "direction", "former", "latest", "following", "this", "same", "second",
	"minute", "hour", "day", "week", "myweek", "month", "quarter", "half", "year", "decade", "century", "decadename",
	"edge", "last", "first", "rest", "within", "weekend", "weekendbare", "season", "of", "in", "monthword", "equals",
	"gregorianmark", "hijrimark", "till", "between", "before", "since", "after", "about", "few", "clock", "minus", "am", "pm", "and", "article", "every", "ofit"}

// calendar is the reckoning to which a month or a year belongs.
type calendar uint8

const (
	gregorian calendar = iota
	hijri
)

// lexeme is one meaning of a form.
type lexeme struct {
	class   class
	value   int
	cal     calendar // of a month's name
	witness bool     // the month's name is also another word
}

// entry is a form: its meanings, and the phrases that begin with it, longest first.
type entry struct {
	lexemes []lexeme
	phrases []phrase
	forms   uint16 // of the grammar that the word can begin, as bits
}

// phrase is a form of several words; rest are the entries that must follow.
type phrase struct {
	rest   []*entry
	lexeme lexeme
}

// lexicon finds forms by their folded spelling.
type lexicon struct {
	forms map[string]*entry
}

//go:embed months.tsv
var monthsTSV string

//go:embed words.tsv
var wordsTSV string

//go:embed numbers.tsv
var numbersTSV string

//go:embed cues.tsv
var cuesTSV string

// words is the lexicon of the package, built once.
var words = sync.OnceValue(func() *lexicon {
	l := &lexicon{forms: make(map[string]*entry, 2048)}
	l.addWords(wordsTSV)
	l.addMonths(monthsTSV)
	l.addNumbers(numbersTSV)
	l.addWords(cuesTSV)
	l.addFeasts()
	l.addZones()
	l.shareArticles()
	l.markForms()
	return l
})

// rows gives the fields of each line of a table, without comments and empty lines. A line with too few fields is a
// mistake of the programmer, since the tables are embedded.
func rows(table string, fields int) [][]string {
	var out [][]string
	for line := range strings.Lines(table) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		row := strings.Split(line, "\t")
		if len(row) < fields {
			panic(fmt.Sprintf("dates: table line %q has %d fields, not %d", line, len(row), fields))
		}
		out = append(out, row)
	}
	return out
}

// number reads a whole number of an embedded table.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(fmt.Sprintf("dates: table value %q is no number", s))
	}
	return n
}

// addWords adds lines of form, class and value.
func (l *lexicon) addWords(table string) {
	for _, row := range rows(table, 3) {
		l.add(row[0], lexeme{class: classNamed(row[1]), value: number(row[2])})
	}
}

// cueNames are the classes of cues.tsv.
var cueNames = [...]struct {
	name  string
	class class
}{{"future", futureClass}, {"past", pastClass}, {"notfuture", notFutureClass}, {"place", placeClass}, {"title", titleClass},
	{"event", eventClass}, {"counted", countedClass}, {"series", seriesClass}, {"modified", modifiedClass}, {"published", publishedClass}, {"epithet", epithetClass}, {"noday", noDayClass}, {"delivery", deliveryClass}}

// classNamed finds a class by the name a table gives it.
func classNamed(name string) class {
	if i := slices.Index(classNames[:], name); i > 0 {
		return class(i)
	}
	for _, c := range cueNames {
		if c.name == name {
			return c.class
		}
	}
	panic("dates: no class is called " + name)
}

// addMonths adds the names of months.
func (l *lexicon) addMonths(table string) {
	for _, row := range rows(table, 5) {
		m := lexeme{class: monthNameClass, value: number(row[2]), witness: row[4] == "witness"}
		if row[1] == "hijri" {
			m.cal = hijri
		}
		l.add(row[0], m)
	}
}

// addNumbers adds number words.
func (l *lexicon) addNumbers(table string) {
	for _, row := range rows(table, 3) {
		c := cardinalClass
		if row[2] == "ordinal" {
			c = ordinalClass
		}
		l.add(row[0], lexeme{class: c, value: number(row[1])})
	}
}

// add enters a form of one word or several.
func (l *lexicon) add(form string, x lexeme) {
	parts := strings.Fields(fold(form))
	first := l.entry(parts[0])
	if len(parts) == 1 {
		if !slices.Contains(first.lexemes, x) {
			first.lexemes = append(first.lexemes, x)
		}
		return
	}
	p := phrase{lexeme: x}
	for _, word := range parts[1:] {
		p.rest = append(p.rest, l.entry(word))
	}
	first.phrases = append(first.phrases, p)
	slices.SortStableFunc(first.phrases, func(a, b phrase) int { return len(b.rest) - len(a.rest) })
}

// entry gives the entry of a folded form, new where there is none.
func (l *lexicon) entry(form string) *entry {
	e := l.forms[form]
	if e == nil {
		e = &entry{}
		l.forms[form] = e
	}
	return e
}

// markForms notes for each form what of the grammar it can begin.
func (l *lexicon) markForms() {
	for _, e := range l.forms {
		for _, x := range e.lexemes {
			e.forms |= formsOf(x.class)
		}
		for _, p := range e.phrases {
			e.forms |= formsOf(p.lexeme.class)
		}
	}
}

// shareArticles gives forms with the article the meanings of the form without it, where both are entered.
func (l *lexicon) shareArticles() {
	for form, e := range l.forms {
		base, ok := strings.CutPrefix(form, "ال")
		if !ok || l.forms[base] == nil {
			continue
		}
		for _, x := range l.forms[base].lexemes {
			if !slices.Contains(e.lexemes, x) {
				e.lexemes = append(e.lexemes, x)
			}
		}
		e.phrases = append(e.phrases, l.forms[base].phrases...)
		slices.SortStableFunc(e.phrases, func(a, b phrase) int { return len(b.rest) - len(a.rest) })
	}
}
