package names

import (
	"strings"

	"isnad/arabic"
)

// Number is the grammatical number of a role or an adjective.
type Number uint8

const (
	Singular Number = iota + 1
	Dual
	Plural
)

// Gender is the grammatical gender of a role or an adjective.
type Gender uint8

const (
	Masculine Gender = iota + 1
	Feminine
)

// RoleKind is the field a role noun belongs to, as roles.tsv has it.
type RoleKind string

const (
	Office    RoleKind = "office"
	Military  RoleKind = "military"
	Royal     RoleKind = "royal"
	Religious RoleKind = "religious"
	Judicial  RoleKind = "judicial"
	Spokes    RoleKind = "spokes"
	Expert    RoleKind = "expert"
	Press     RoleKind = "press"
	Culture   RoleKind = "culture"
	Sport     RoleKind = "sport"
	Business  RoleKind = "business"
	Kin       RoleKind = "kin"
	Honorific RoleKind = "honorific"
	People    RoleKind = "people"
	Source    RoleKind = "source"  // «مصدر», «محافل»: unnamed by nature
	Witness   RoleKind = "witness" // «شهود عيان»
)

// Role is what somebody is called by instead of, or beside, a name: «وزير الخارجية الأميركي», «مصادر مطلعة».
type Role struct {
	Text     string // as written, proclitics left out
	Noun     string // the head, masculine singular: «وزير»
	Scope    string // what follows the head, as written: «الخارجية الأميركي»
	Country  string // ISO 3166, where a nisba or a country's name says it
	Number   Number
	Gender   Gender
	Kind     RoleKind
	Definite bool // «المسؤول», «وزير الخارجية»: somebody the reader can tell; «مسؤول إسرائيلي» is not
	Former   bool
	Acting   bool
	Hidden   bool // the source would not be named: «رفض الكشف عن اسمه»
	title    bool
	form     roleForm
	adjoined bool // an indefinite adjective follows the noun
	vague    bool // a homograph without a scope
	unnamed  bool
}

// Type is the kind of entity the role stands for when no name goes with it.
func (r Role) Type() Type {
	switch {
	case r.Kind == Source, r.Kind == Witness, r.Hidden:
		return Anonymous
	case r.Number == Plural || r.Number == Dual:
		return Group
	case !r.Definite:
		return Anonymous
	}
	return Person
}

// RoleMention is a role found in a text.
type RoleMention struct {
	Role
	Start, End int // bytes
}

// ParseRole reads text as one role, from its first word on; false where it does not begin with a role noun.
func ParseRole(text string) (Role, bool) {
	l := readLine(arabic.Text, text)
	if len(l.words) == 0 {
		return Role{}, false
	}
	m, ok := l.roleAt(0, nil)
	return m.Role, ok
}

// Roles finds every role in the text, in order, none inside another. A chain of titles («صاحب السمو الأمير») gives one each.
func Roles(text string) []RoleMention {
	l := readLine(arabic.Text, text)
	var out []RoleMention
	for i := 0; i < len(l.words); {
		m, ok := l.roleAt(i, nil)
		if !ok {
			i++
			continue
		}
		out = append(out, RoleMention{Role: m.Role, Start: m.start, End: m.end})
		i = m.to
	}
	return out
}

// roleMatch is a role at words [from, to); start is the byte where it begins, after proclitics.
type roleMatch struct {
	Role
	from, to int
	start    int
	end      int
	prep     rune
}

// stopAt tells which name begins at a word and where it ends, "" for none: no role runs over a person's.
type stopAt func(i int) (end int, typ Type)

// roleAt reads a role that begins at word i.
func (l *line) roleAt(i int, stop stopAt) (roleMatch, bool) {
	form, r, definite, ok := l.roleWord(i)
	if !ok {
		return roleMatch{}, false
	}
	p := &roleParser{line: l, stop: stop, at: i + 1, form: form, definite: definite}
	p.role = Role{
		Noun: form.noun, Number: form.number, Gender: form.gender, Kind: form.kind, Definite: definite,
		title: form.title, unnamed: form.unnamed, form: form,
	}
	p.run()
	if !p.acceptable() {
		return roleMatch{}, false
	}
	m := roleMatch{Role: p.role, from: i, to: p.at, start: l.words[i].start + r.skip, prep: r.prep}
	m.end = balanced(l.text, m.start, l.words[p.at-1].end)
	m.Text = restored(l.text, m.start, m.end)
	if p.at > i+1 {
		m.Scope = l.text[l.words[i+1].start:m.end]
	}
	return m, true
}

// balanced moves end over a closing quotation mark whose opening one lies inside.
func balanced(text string, start, end int) int {
	open := strings.Count(text[start:end], "\"")%2 == 1 || strings.Count(text[start:end], "«") > strings.Count(text[start:end], "»") ||
		strings.Count(text[start:end], "“") > strings.Count(text[start:end], "”")
	for _, q := range []string{"\"", "»", "”"} {
		if open && strings.HasPrefix(text[end:], q) {
			return end + len(q)
		}
	}
	return end
}

// restored is the text of a span with the article's alif back that «لل» has swallowed.
func restored(text string, start, end int) string {
	s := text[start:end]
	if strings.HasPrefix(s, "ل") && strings.HasSuffix(text[:start], "ل") {
		return "ا" + s
	}
	return s
}

// roleWord looks the word up as a role noun, with the proclitics it may carry.
func (l *line) roleWord(i int) (form roleForm, r reading, definite, ok bool) {
	k := l.words[i].lex()
	if k.role == nil {
		return roleForm{}, reading{}, false, false
	}
	return *k.role, k.roleAs, k.definite, true
}
