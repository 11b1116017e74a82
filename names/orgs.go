package names

import "strings"

// bodies books organisations by what heads them: «وزارة الخارجية الأميركية», «لجنة الأمن القومي», «الجيش الإسرائيلي».
func (d *document) bodies(n int) {
	l := d.lines[n]
	for i := 0; i < len(l.words); i++ {
		if d.at(n, i) != nil {
			continue
		}
		if s, ok := d.bodyAt(n, i); ok && d.take(s) {
			i = s.to - 1
		}
	}
}

// bodyAt reads an organisation that begins at word i.
func (d *document) bodyAt(n, i int) (span, bool) {
	l := d.lines[n]
	for _, r := range l.words[i].readings() {
		bare, definite := strings.CutPrefix(r.fold, "ال")
		if !definite && bodyHeads[r.fold] {
			if end := d.bodyEnd(n, i+1); end > i+1 {
				return d.bodySpan(n, i, end, r), true
			}
		}
		if definite && nationalBodies[bare] && i+1 < len(l.words) && l.words[i+1].gap == gapSpace {
			c, ok := nisbaOf(l.words[i+1].fold)
			if ok && c.code != "" && strings.HasPrefix(l.words[i+1].fold, "ال") && c.feminine() == strings.HasSuffix(bare, "ه") && !(i > 0 && l.words[i].gap == gapSpace && d.startsRole(n, i-1)) {
				return d.bodySpan(n, i, i+2, r), true
			}
		}
	}
	return span{}, false
}

func (d *document) bodySpan(n, i, end int, r reading) span {
	l := d.lines[n]
	return span{line: n, from: i, to: end, start: l.words[i].start + r.skip, end: l.words[end-1].end, typ: Organisation, prep: r.prep, described: true}
}

// bodyHeads are construct heads of public bodies whose scope makes a name; nationalBodies take the article and a nisba.
var (
	bodyHeads      = wordSet("وزارة هيئة رئاسة مفوضية نقابة بلدية أمانة مديرية محكمة سفارة نيابة شرطة جامعة حزب حركة منظمة جمعية اتحاد مركز معهد")
	nationalBodies = wordSet("جيش حكومة برلمان خارجية داخلية شرطة رئاسة قضاء")
)

// coordinating are heads whose names often join two nouns: «وزارة التجارة والصناعة».
var coordinating = wordSet("وزارة حزب هيئة لجنة مديرية")

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[fold(w)] = true
	}
	return m
}

// bodyEnd follows a body's scope: a definite noun and its definite adjectives, a coordinated one, a country.
func (d *document) bodyEnd(n, i int) int {
	l := d.lines[n]
	closed := false
	for j := i; j < len(l.words) && j < i+6; j++ {
		w := l.words[j]
		if w.gap > gapSpace {
			return j * boolInt(closed)
		}
		if s := d.at(n, j); s != nil {
			if s.from == j && s.typ == Place && s.start == w.start && !closed {
				return s.to
			}
			return j * boolInt(closed)
		}
		bare, definite := strings.CutPrefix(w.fold, "ال")
		switch {
		case !closed && definite && l.titleWord(j):
			return 0 // «مركز الملك فلان» is left to the person
		case !closed && definite && len(bare) >= 4:
			closed = true
		case !closed && (words().part[w.fold] || words().org[w.fold]):
		case closed && definite && words().adjective(bare) && !d.startsRole(n, j):
		case closed && strings.HasPrefix(w.fold, "وال") && !d.startsRole(n, j) && len(w.fold) > len("وال")+4 && (words().part[w.fold[len("وال"):]] || coordinating[l.words[i-1].skipTo().fold]):
		default:
			return j * boolInt(closed)
		}
		if c, ok := nisbaOf(w.fold); ok && c.code != "" && closed && definite {
			return j + 1
		}
	}
	return min(len(l.words), i+6) * boolInt(closed)
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (d *document) startsRole(n, i int) bool {
	return d.lines[n].words[i].lex().role != nil
}
