package attribution

import (
	"strings"

	"isnad/names"
)

// splitAsked parts a speaker from whom he asks behind من, or stands beside without a comma: «طلبت كييف من برلين», «دعت باريس برلين إلى».
// A capital that speaks is a whole subject, so that another name after it is the object.
func (v *view) splitAsked(d *draft) {
	p := d.mention
	if p.empty() || !takesAddressee(d.act) {
		return
	}
	if i := v.gatheredBehind(p); i > p.from {
		d.addressee, d.mention = v.turnedTo(v.trim(phrase{i, p.to})), phrase{p.from, i}
		d.note("addressee after speaker")
		return
	}
	i := v.subjectEnd(p)
	if i == p.from || i >= p.to {
		return
	}
	switch t := &v.tokens[i]; {
	case t.fold == "من" && (d.act == Call || d.act == Ask) && i+1 < p.to && v.definiteAt(i+1):
		d.addressee = v.turnedTo(v.trim(phrase{i + 1, p.to}))
	case v.tokens[p.from].typ == names.Place && t.first && t.shape == word && (t.typ == names.Place || t.typ == names.Organisation) && !strings.HasPrefix(t.raw, "و"):
		d.addressee = v.turnedTo(v.trim(phrase{i, p.to}))
	default:
		return
	}
	d.mention = phrase{p.from, i}
	d.note("asked after asker")
}

// gathered reports whether the word at i is a definite plural of bodies or peoples: «الشعوب», «الدول», «الحكومات».
func (v *view) gathered(i int) bool {
	noun, definite := strings.CutPrefix(v.at(i).fold, "ال")
	return definite && v.at(i).shape == word && lex().gathered.has(noun)
}

// gatheredBehind is where such a plural stands in a phrase behind another definite noun, which nothing can be annexed to: «طالب بيان
// المسيرة الدول الإسلامية»; -1 where it does not.
func (v *view) gatheredBehind(p phrase) int {
	for i := p.from + 1; i < p.to; i++ {
		if v.gathered(i) && v.tokens[i].entity == 0 && v.tokens[i-1].shape == word && strings.HasPrefix(v.tokens[i-1].fold, "ال") {
			return i
		}
	}
	return -1
}

// subjectEnd is where the name that a phrase begins with ends, with the noun of a body before it: «حكومة الواحة».
func (v *view) subjectEnd(p phrase) int {
	i := p.from
	if v.tokens[i].entity == 0 && (lex().office.has(v.tokens[i].fold) || lex().feminine.has(v.tokens[i].fold)) {
		i++
	}
	e := v.at(i).entity
	if e == 0 {
		return p.from
	}
	for i < p.to && v.tokens[i].entity == e {
		i++
	}
	return i
}

// dative reports whether a phrase after the verb is whom it was said to: «قالت للتجار إنها …».
func (v *view) dative(p phrase) bool {
	return !p.empty() && v.tokens[p.from].entity == 0 && strings.HasPrefix(v.tokens[p.from].fold, "لل") && runes(v.tokens[p.from].fold) >= 5
}

// definiteAt reports whether a definite noun or a name begins at i.
func (v *view) definiteAt(i int) bool {
	t := v.at(i)
	return t.shape == word && (t.entity != 0 || strings.HasPrefix(t.fold, "ال") || v.speaks(t.fold))
}

// splitTitled parts a title with its name from whom the titled turns to: «ناشدت وزيرة المياه هالة العون فرق السد». Behind the
// name no noun of the title follows but in apposition, which a comma opens.
func (v *view) splitTitled(d *draft) {
	p := d.mention
	if p.empty() || !takesAddressee(d.act) || v.tokens[p.from].entity != 0 || !lex().human.has(strings.TrimPrefix(v.tokens[p.from].fold, "ال")) {
		return
	}
	for i := p.from + 1; i < p.to; i++ {
		if !v.tokens[i].first || v.tokens[i].typ != names.Person {
			continue
		}
		to := i
		for to < p.to && v.tokens[to].entity == v.tokens[i].entity {
			to++
		}
		if to-i < 2 || to >= p.to || v.at(to).shape != word || v.titleAt(to) || !lex().office.has(v.at(to).fold) && !lex().team.has(v.at(to).fold) && !lex().totality.has(v.at(to).fold) {
			return
		}
		d.addressee, d.mention = v.turnedTo(phrase{to, p.to}), phrase{p.from, to}
		d.note("addressee after a titled name")
		return
	}
}

func (v *view) titleAt(i int) bool { return lex().human.has(strings.TrimPrefix(v.at(i).fold, "ال")) }

// presentBefore reports whether the sentence of the verb at i opens with a subject and a verb of saying in the present, which a
// second one joined to it by و carries on: «العون يرفض الحل، ويتهم المبعوث ب».
func (v *view) presentBefore(i int) bool {
	for j := v.starts[i] + 1; j < i; j++ {
		if v.finiteAt(j) && v.form(j) == imperfect && !v.conjoined(j) {
			return v.tokens[v.starts[i]].typ == names.Person && v.tokens[j-1].entity == v.tokens[v.starts[i]].entity
		}
	}
	return false
}

// soleSubject reports whether the subject before a verb of calling is a name and nothing else, so that the noun behind the verb is its
// object: «الصين دعت الولايات المتحدة غير مرة إلى».
func (v *view) soleSubject(d *draft) bool {
	p := v.trim(d.clause.subject)
	if d.act != Call && d.act != Warn && d.act != Accuse || p.empty() || p.to != d.from {
		return false
	}
	for i := p.from; i < p.to; i++ {
		if v.tokens[i].entity == 0 || v.tokens[i].entity != v.tokens[p.from].entity {
			return false
		}
	}
	return true
}

// splitAccused parts a speaking body or an indefinite title from the name that follows it without a comma, whom it accuses or
// calls on: «اتهمت وزارة المياه شركة الري»، «اتهم نائب معارض سمير العون».
func (v *view) splitAccused(d *draft) {
	p := d.mention
	head := v.tokens[p.from]
	indefinite := lex().human.has(head.fold) && !strings.HasPrefix(head.fold, "ال")
	body := head.typ == names.Organisation
	if !indefinite && !body {
		return
	}
	for i := p.from + 1; i < p.to; i++ {
		t := v.tokens[i]
		before := v.tokens[i-1]
		if t.entity == head.entity && head.entity != 0 || before.shape != word || lex().preposition.has(before.fold) || strings.HasPrefix(t.fold, "و") || strings.HasPrefix(t.fold, "ل") {
			continue
		}
		if body && t.fold == "احد" && (strings.HasPrefix(before.fold, "ال") || before.entity != 0) {
			// «طالبت قوات الحدود أحد الشبان»: a quantity begins a noun phrase of its own
		} else if body && lex().feminine.has(t.fold) && t.entity != head.entity && strings.HasPrefix(before.fold, "ال") {
			// an indefinite noun after a definite one begins a noun phrase of its own
		} else if !t.first {
			continue
		}
		if body && t.fold == "احد" || body && lex().feminine.has(t.fold) && strings.HasPrefix(before.fold, "ال") || body && before.entity == head.entity && t.typ != names.Place || indefinite && t.typ == names.Person && before.entity == 0 && i > p.from+1 && !strings.HasPrefix(before.fold, "ال") && !lex().honorific.has(before.fold) && !lex().human.has(before.fold) {
			d.addressee, d.mention = v.turnedTo(v.trim(phrase{i, p.to})), v.trim(phrase{p.from, i})
			d.note("accused after accuser")
			return
		}
	}
}

// pluralVerb takes what follows a verb in the plural as its object, not its subject, which such a verb has in itself: «ودعوا الجيش إلى».
func (v *view) pluralVerb(d *draft) {
	if d.agree.number != 'p' || d.mention.empty() || d.mention.from < d.cue.to || d.clause.stance == subjectHead {
		return
	}
	if takesAddressee(d.act) {
		d.addressee = v.turnedTo(d.mention)
	}
	d.mention = phrase{}
	d.note("plural verb")
}

// splitAddressee parts a named speaker from whom he addresses: «دعا سمير العون أبناء البلدة إلى».
func (v *view) splitAddressee(d *draft) {
	p := d.mention
	if p.empty() || !takesAddressee(d.act) {
		return
	}
	for i := p.from + 1; i < p.to; i++ {
		if lex().totality.has(v.tokens[i].fold) && v.tokens[i-1].shape == word && !prepositions().has(v.tokens[i-1].fold) {
			d.addressee, d.mention = v.turnedTo(v.trim(phrase{i, p.to})), v.trim(phrase{p.from, i})
			return
		}
	}
	if v.tokens[p.from].typ != names.Person {
		v.splitAccused(d)
		return
	}
	i := p.from
	for i < p.to && v.tokens[i].entity == v.tokens[p.from].entity {
		i++
	}
	rest := v.trim(phrase{i, p.to})
	if rest.empty() || v.at(i).shape != word || lex().human.has(strings.TrimPrefix(v.tokens[rest.from].fold, "ال")) || lex().relative.has(v.tokens[rest.from].fold) {
		return
	}
	if f := v.tokens[rest.from].fold; strings.HasPrefix(f, "ال") && v.tokens[rest.from].entity == 0 && !v.speaks(f) && !strings.HasSuffix(f, "ين") && !strings.HasSuffix(f, "ات") && !lex().hearer.has(f[len("ال"):]) {
		return // a family name that package names does not know
	}
	d.addressee, d.mention = v.turnedTo(rest), v.trim(phrase{p.from, i})
}

// turnedTo gives the words as whom a speaker turns to, empty where they are no short definite noun phrase.
func (v *view) turnedTo(p phrase) string {
	f := v.tokens[p.from].fold
	if _, li := v.prefixed(p.from, "ل"); li {
		return ""
	}
	definite := strings.HasPrefix(f, "ال") || v.tokens[p.from].entity != 0 || lex().totality.has(f) || v.speaks(f) || lex().team.has(f)
	if !definite || v.phraseWords(p) > 8 || strings.HasPrefix(f, "و") && v.tokens[p.from].entity == 0 || strings.HasPrefix(f, "ب") && v.tokens[p.from].entity == 0 || v.adjunctAt(p.from) {
		return ""
	}
	return v.surface(p)
}
