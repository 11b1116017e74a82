package names

import (
	"strings"
	"unicode/utf8"

	"isnad/internal/morph"
)

// roleParser carries one role on from its noun, word by word.
type roleParser struct {
	line     *line
	stop     stopAt
	at       int  // next word
	begin    int  // the word after the noun
	loose    bool // «عضو في البرلمان»: a preposition alone holds the scope
	form     roleForm
	role     Role
	definite bool // the phrase is closed by the article: only definite adjectives go on
	indef    bool // an indefinite adjective has come: «مسؤول إسرائيلي»
	scoped   bool // a scope noun or a name has come
	deputed  bool // the office deputised for has come: «نائب رئيس»
	linked   int  // how many prepositions carried the scope on
}

// maxRole bounds a role in words; longer ones are lists or sentences.
const maxRole = 14

func (p *roleParser) run() {
	p.begin = p.at
	for p.at < len(p.line.words) && p.at-p.begin < maxRole && p.next() {
	}
	p.role.Definite = p.definite && !p.indef && !p.loose
	p.role.adjoined = p.indef
	if p.form.predicate && p.role.Definite && p.scoped && p.linked == 0 {
		p.role.Number, p.role.form.predicate = Dual, false // «وزيرا الدفاع والداخلية»: the alif of «مسؤولا» cannot head a construct
	}
}

// next takes one more step; false where the role ends.
func (p *roleParser) next() bool {
	w := p.line.words[p.at]
	if w.gap > gapQuote {
		return false
	}
	if end, typ := p.named(p.at); typ == Person {
		return false
	} else if typ != "" && !p.definite && !p.indef && p.scoped {
		p.at, p.definite = end, true // «شرطة هوليوود»
		return true
	} else if typ == Organisation && p.first() && !p.indef && w.gap == gapSpace {
		if !p.gazetted(w.fold) {
			p.at, p.definite, p.scoped = end, true, true // «رئيس جامعة الملك فلان»
		}
		return true
	}
	if w.gap == gapQuote && p.scoped && !p.definite && !p.indef {
		return p.quoted()
	}
	if w.gap == gapQuote && !(p.scoped || !p.definite) {
		return false
	}
	return p.modifier(w) || p.article(w) || p.linker(w) || p.bare(w)
}

// named tells whether a name begins at word i, where it ends and of what type it is.
func (p *roleParser) named(i int) (int, Type) {
	if p.stop == nil {
		return i, ""
	}
	return p.stop(i)
}

// person reports whether a person's name begins at word i.
func (p *roleParser) person(i int) bool {
	_, typ := p.named(i)
	return typ == Person
}

// quoted takes a name in quotation marks that closes a construct: «رئيس حركة "النهضة"», «مدير شركة "الواحة لإدارة الأموال"، …».
func (p *roleParser) quoted() bool {
	for j := p.at + 1; j <= len(p.line.words) && j <= p.at+maxQuoted; j++ {
		if gapAt(p.line.text, p.line.words[j-1].end) == gapQuote {
			p.at, p.definite = j, true
			return true
		}
		if j == len(p.line.words) || p.line.words[j].gap != gapSpace {
			break
		}
	}
	return false
}

// maxQuoted is how many words a name in quotation marks has at most.
const maxQuoted = 6

// gapAt is what stands at a place in the text.
func gapAt(text string, at int) gap {
	r, size := utf8.DecodeRuneInString(text[at:])
	if size == 0 {
		return gapStop
	}
	return gapOf(r)
}

// modifier takes «السابق», «بالنيابة».
func (p *roleParser) modifier(w word) bool {
	x := words()
	switch {
	case p.form.kind == Honorific:
		return false
	case p.form.kind == Military && !p.scoped && !p.indef && words().rank[w.fold] && w.gap == gapSpace:
	case x.former[w.fold] && (p.definite || !strings.HasPrefix(w.fold, "ال")):
		p.role.Former = true
	case x.acting[w.fold]:
		p.role.Acting = true
	default:
		return false
	}
	p.at++
	return true
}

// article takes a word with ال: the end of a construct, or a definite adjective.
func (p *roleParser) article(w word) bool {
	bare, ok := strings.CutPrefix(w.fold, "ال")
	if !ok {
		return p.coordinate(w)
	}
	if w.lex().stop || len(bare) < 4 {
		return false
	}
	if p.indef || p.form.unnamed && !p.definite && p.role.Number == Singular {
		return false
	}
	if p.definite {
		return p.adjective(w, bare)
	}
	if f, ok := words().roles[bare]; ok && !p.deputed && f.title && !f.homograph && f.number == Singular {
		return p.form.noun == "صاحب" && p.addressed() || p.deputy() // «صاحب السمو», «مساعد المدرب», but «العقيد الدكتور»
	}
	if p.gazetted(w.fold) {
		return true
	}
	p.definite, p.scoped = true, true
	p.note(bare)
	p.at++
	return true
}

// addressed takes the title of one who is addressed by it: «صاحب [السمو] الملكي».
func (p *roleParser) addressed() bool {
	if p.at != p.begin {
		return false
	}
	p.definite, p.scoped = true, true
	p.at++
	return true
}

// deputy takes the office, with the article, that a deputy stands in for.
func (p *roleParser) deputy() bool {
	if !p.form.deputy || !p.first() || p.indef || p.form.construct {
		return false
	}
	p.deputed, p.definite, p.scoped = true, true, true
	p.at++
	return true
}

// adjective takes a definite adjective after a definite head or scope.
func (p *roleParser) adjective(w word, bare string) bool {
	if !words().adjective(bare) && !adjectival(w) {
		return p.scoped && p.gazettedPlace(w.fold)
	}
	if f, ok := words().roles[bare]; ok && f.title && !words().qualifiers[bare] {
		if _, origin := nisbas()[bare]; !origin && !(f.homograph && strings.HasSuffix(bare, "ي") && p.form.kind != Honorific) {
			return false // «السفير الأستاذ», but «المتحدث الإعلامي»
		}
	}
	p.note(bare)
	p.at++
	return true
}

// adjectival reports whether the lexicon has the word as an adjective.
func adjectival(w word) bool {
	_, _, class := w.commonness()
	return class&uint16(morph.Adjectival) != 0 && class&uint16(morph.Name) == 0
}

// coordinate takes «والصناعة» after a scope: «وزير التجارة والصناعة».
func (p *roleParser) coordinate(w word) bool {
	bare, ok := strings.CutPrefix(w.fold, "وال")
	if !ok || !p.definite || !p.scoped || p.indef || p.role.Number != Singular || p.role.Definite && p.linked == 0 {
		return false
	}
	if _, role := words().roles[bare]; role || len(bare) < 4 {
		return false
	}
	if p.form.kind == Kin || p.form.kind == Source {
		return false
	}
	if _, hits := gazetteer().match(p.line, p.at, "ال"+bare); len(hits) > 0 {
		return false
	}
	p.at++
	return true
}

// note draws the country from a word.
func (p *roleParser) note(bare string) {
	if n, ok := nisbas()[bare]; ok && n.code != "" && p.role.Country == "" {
		p.role.Country = n.code
	}
}

// linkers: after which nouns «في» and «لـ» belong to the role rather than to the sentence.
const (
	inNouns = " مدير مسؤول مسئول عضو خبير باحث محلل قيادي ممثل مندوب سفير مراسل ضابط مصدر طبيب أستاذ مستشار ناشط قائد مهندس مختص متخصص موظف دبلوماسي استشاري نائب عامل صحفي صحافي كاتب "
	toNouns = " وكيل نائب ناطق متحدث منسق أمين مدير رئيس قائد مبعوث ممثل منسق مفوض مدع مدعي مستشار مساعد مراقب مفتش سفير مندوب عضو كاتب قائم مكلف "
)

func has(list, noun string) bool { return strings.Contains(list, " "+noun+" ") }

// linker takes «باسم الحكومة», «في وزارة…», «لشؤون…», «إلى اليمن».
func (p *roleParser) linker(w word) bool {
	x := words()
	next := p.at + 1
	switch {
	case x.named[w.fold] && p.form.kind == Spokes:
		return p.body(next, reading{}, true)
	case x.inPreps[w.fold] && has(inNouns, p.form.noun):
		return p.linked == 0 && p.body(next, reading{}, false)
	case (w.fold == "الي" || w.fold == "لدي") && has(" مبعوث موفد سفير مندوب ممثل ", p.form.noun):
		return p.body(next, reading{}, false)
	case w.fold == "باعمال":
		return p.body(next, reading{}, true)
	}
	if !has(toNouns, p.form.noun) && p.form.kind != Spokes || p.linked > 2 {
		return false
	}
	for _, r := range w.readings() {
		if (r.prep == 'ل' || r.prep == 'ب' && p.form.noun != "رئيس") && p.definite || r.prep == 'ل' && p.indef {
			if p.body(p.at, r, false) {
				return true
			}
		}
	}
	return false
}

// body takes the name of a body or place at word i, read as r where r is given: a curated name, a body's noun with what
// follows, or (free) any definite noun.
func (p *roleParser) body(i int, r reading, free bool) bool {
	if i >= len(p.line.words) || i > p.at && p.line.words[i].gap > gapQuote || p.person(i) {
		return false
	}
	w := p.line.words[i].fold
	if r.fold != "" {
		w = r.fold
	}
	if outlets().heads[w] {
		return false
	}
	old, loose := p.at, p.first() && !free
	p.at = i
	loose = loose || p.indef
	if p.gazetted(w) {
		p.linked++
		p.loose, p.indef = p.loose || loose, false
		return true
	}
	x := words()
	bare, definite := strings.CutPrefix(w, "ال")
	_, role := x.roles[bare]
	switch {
	case role && !free && !definite && r.prep == 'ل' && p.form.deputy && !p.deputed:
		// «النائب الثاني لرئيس مجلس الوزراء»
		p.at, p.linked, p.deputed, p.scoped, p.definite, p.indef = i+1, p.linked+1, true, false, false, false
		return true
	case role && !free:
	case r.prep == 'ل' && definite && p.scoped && p.definite && !p.indef && !isOutletName(p.line, i, w), x.org[w] || x.part[w] || x.org[bare] || x.part[bare] || x.area[w] || free && definite, !definite && r.prep == 'ل' && p.closes(i+1):
		p.at, p.linked, p.scoped, p.definite = i+1, p.linked+1, true, definite
		p.loose, p.indef = p.loose || loose, false
		return true
	}
	p.at = old
	return false
}

// isOutletName reports whether the word at i begins the name of an outlet: «قال الوزير للجزيرة».
func isOutletName(l *line, i int, w string) bool {
	_, hits := gazetteer().match(l, i, w)
	return len(outletHits(hits)) > 0
}

// closes reports whether word i is a definite noun or a curated place, so that the noun before it is in construct.
func (p *roleParser) closes(i int) bool {
	if i >= len(p.line.words) || p.line.words[i].gap != gapSpace || p.person(i) {
		return false
	}
	w := p.line.words[i]
	if strings.HasPrefix(w.fold, "ال") && !words().adjective(w.fold[len("ال"):]) {
		_, _, _, role := p.line.roleWord(i)
		return !role
	}
	_, hits := gazetteer().match(p.line, i, w.fold)
	return len(hits) > 0 && !hits[0].weak && hits[0].rec.typ == Place
}

// gazetted takes a curated place or body that begins at p.at, read as w.
func (p *roleParser) gazetted(w string) bool {
	end, hits := gazetteer().match(p.line, p.at, w)
	for _, h := range hits {
		if h.weak || h.rec.typ != Place && h.rec.typ != Organisation {
			continue
		}
		if p.role.Country == "" {
			p.role.Country = h.rec.country
		}
		p.at, p.definite, p.scoped = end, true, true
		return true
	}
	return false
}

func (p *roleParser) gazettedPlace(w string) bool {
	end, hits := gazetteer().match(p.line, p.at, w)
	if len(hits) == 0 || hits[0].rec.typ != Place || hits[0].weak || p.role.Country != "" {
		return false
	}
	p.role.Country, p.at = hits[0].rec.country, end
	return true
}

// bare takes a word without article: an indefinite adjective, the next link of a construct, or a name.
func (p *roleParser) bare(w word) bool {
	x := words()
	if p.definite {
		return false
	}
	if p.form.noun == "ولي" && w.fold == "عهد" {
		p.scoped = true
		p.at++
		return true
	}
	if f, ok := x.roles[w.fold]; ok && p.form.deputy && !p.deputed && !p.indef && !w.lex().stop && !(f.homograph && strings.HasSuffix(w.fold, "ي")) {
		p.at++
		p.deputed = true
		return true
	}
	if !p.indef && p.gazetted(w.fold) {
		return true
	}
	if rest, ok := strings.CutPrefix(w.fold, "و"); ok && p.at == p.begin && !p.form.unnamed && p.form.kind != Honorific {
		if f, role := x.roles[rest]; role && !f.homograph && f.number == p.role.Number {
			p.at++ // «مؤسس وزعيم»
			return true
		}
	}
	if p.indef || p.first() {
		if x.adjective(w.fold) && !x.part[w.fold] && !x.org[w.fold] && !x.area[w.fold] && !p.form.construct && !p.deputed {
			p.indef = true
			p.note(w.fold)
			p.at++
			return true
		}
		if p.indef {
			return false
		}
	}
	if x.org[w.fold] || x.part[w.fold] || x.area[w.fold] {
		p.scoped = true
		p.at++
		return true
	}
	return p.idafa(w) || p.lastBare(w)
}

// lastBare takes an unknown bare word after a body's noun: «رئيس جمعية كفيف».
func (p *roleParser) lastBare(w word) bool {
	if !p.scoped || w.stop() || w.lex().verb || w.ordinary() && !w.lex().part || w.gap != gapSpace {
		return false
	}
	before := p.line.words[p.at-1].fold
	if !words().org[before] && !words().area[before] {
		return false
	}
	p.at++
	p.definite = true
	return true
}

// first reports whether nothing has come after the noun yet.
func (p *roleParser) first() bool { return !p.scoped && !p.definite }

// idafa takes an unknown bare noun when a definite noun closes it: «مدير تعليم الرياض», «رئيس بلدية باردو».
func (p *roleParser) idafa(w word) bool {
	if p.form.unnamed || p.form.kind == Honorific || w.lex().stop || w.lex().verb || p.at+1 >= len(p.line.words) {
		return false
	}
	n := p.line.words[p.at+1]
	if n.gap > gapQuote || !strings.HasPrefix(n.fold, "ال") || len(n.fold) < 8 || p.person(p.at+1) {
		return false
	}
	if p.scoped || p.form.title && p.form.kind != Office && p.form.kind != Military && p.form.kind != Royal {
		return false
	}
	p.at++
	p.scoped = true
	return true
}

// acceptable drops homographs that stand alone, and bare indefinite nouns that could be anything.
func (p *roleParser) acceptable() bool {
	if !p.whole() {
		return false
	}
	p.role.vague = p.form.homograph && !p.scoped && !p.indef && !p.role.Definite
	if p.form.kind == Kin && !p.scoped {
		return false
	}
	return !p.role.vague
}

// whole reports whether a noun that is only half a role has its other half: «ولي العهد», «خادم الحرمين».
func (p *roleParser) whole() bool {
	next := ""
	if i := p.begin; i < p.at {
		next = p.line.words[i].fold
	}
	switch p.form.noun {
	case "ولي":
		return has(" العهد عهد ولي الامر العهود ", next)
	case "خادم":
		return next == "الحرمين"
	case "قائم":
		return next == "باعمال" || next == "بالاعمال"
	case "آية":
		return next == "الله"
	case "صاحب":
		return has(" السمو الجلاله الغبطه الفخامه المعالي النيافه السياده ", next)
	case "كبير":
		return p.deputed
	case "جهة", "جهات":
		return next != "" && !has(" الشماليه الجنوبيه الشرقيه الغربيه ", next)
	}
	return true
}
