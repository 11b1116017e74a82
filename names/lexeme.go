package names

import (
	"strings"
	"sync"

	"isnad/internal/memo"
	"isnad/internal/morph"
)

// lexeme is what the lists and lexicons know of one word by itself, whatever stands beside it. It is made once for each word as
// it is written, and remembered: the rules ask for it many times, and most words of a text were met before.
type lexeme struct {
	hints      uint32 // of the word alone; see line.hints
	freq, bare uint8
	class      uint16
	group      uint16
	readings   []reading
	skip       reading   // see word.skipTo
	role       *roleForm // the role noun it is, or nil
	roleAs     reading   // how it is read then
	definite   bool      // the role noun has the article
	stop       bool      // a function word, as it is folded
	verb       bool      // among the verbs that end a name
	anyVerb    bool      // or one of its readings is
	part, link bool      // isNamePart, isNameLink
	clear      bool      // see word.clearName
	ordinary   bool      // see word.ordinary
}

// lexemes remembers the words met last, by their text.
var lexemes = sync.OnceValue(func() *memo.Table[string, lexeme] { return memo.New[string, lexeme](rememberedWords) })

// rememberedWords is how many words are remembered.
const rememberedWords = 1 << 16

// lex gives what is known of the word.
func (w word) lex() *lexeme {
	if w.known != nil {
		return w.known
	}
	return lexemeOf(w.text)
}

// lexemeOf looks a word up by its text.
func lexemeOf(text string) *lexeme {
	known := lexemes()
	h := known.Hash(text)
	if k := known.Find(h, text); k != nil {
		return k
	}
	text = strings.Clone(text)
	return known.Keep(h, text, newLexeme(text))
}

func newLexeme(text string) lexeme {
	w := word{text: text, fold: fold(text)}
	k := lexeme{readings: w.spellReadings(), group: w.company(), stop: arabicStop(w.fold), verb: words().verbs[w.fold], part: isNamePart(w.fold), link: isNameLink(w.fold)}
	k.freq, k.bare, k.class = look(text)
	for i := range k.readings {
		r := &k.readings[i]
		r.curated, r.geo = gazetteer().start(r.fold), geonames().start(r.fold)
		k.anyVerb = k.anyVerb || words().verbs[r.fold]
	}
	k.skip = k.skipTo()
	k.readRole()
	k.hints = k.wordHints(w.fold)
	p := nameParts()[w.fold]
	k.clear = p.person && !k.stop && len(w.fold) >= 6 && k.class&lexical == 0
	k.ordinary = k.isOrdinary()
	return k
}

// readings gives the ways a word can be read, the whole word first; they must not be changed.
func (w word) readings() []reading { return w.lex().readings }

func (k *lexeme) isOrdinary() bool {
	for _, r := range k.readings {
		if words().verbs[r.fold] && (r.skip > 0 || !isNamePart(r.fold)) {
			return true
		}
	}
	return k.class&lexical != 0 && k.class&uint16(morph.Name|morph.Listed) == 0 && !isNamePart(k.skip.fold)
}

func (k *lexeme) skipTo() reading {
	rs := k.readings
	if len(rs) == 1 {
		return rs[0]
	}
	if nameKnown(rs[0].fold) && !conjoined(rs[0].fold, rs[1].fold) {
		return rs[0]
	}
	for _, r := range rs[1:] {
		if nameKnown(r.fold) {
			return r
		}
	}
	if k.class == 0 && rs[1].prep == 0 && strings.HasPrefix(rs[0].fold, "و") {
		return rs[1] // «و» before an unknown name
	}
	return rs[0]
}

// readRole finds the role noun that the word is, with the proclitics it may carry.
func (k *lexeme) readRole() {
	if k.stop {
		return
	}
	for _, r := range k.readings {
		if f, ok := words().roles[r.fold]; ok && !arabicStop(r.fold) {
			k.role, k.roleAs = &f, r
			return
		}
		if bare, ok := strings.CutPrefix(r.fold, "ال"); ok {
			if f, ok := words().roles[bare]; ok && !f.construct {
				k.role, k.roleAs, k.definite = &f, r, true
				return
			}
		}
	}
}

// wordHints are the hints of the word alone, folded to w.
func (k *lexeme) wordHints(w string) (bits uint32) {
	if c := w[0]; c < 0x80 {
		if c >= '0' && c <= '9' {
			return hintDigit
		}
		return hintLatin
	}
	if f := k.role; f != nil {
		bits |= hintRole
		if f.title && (k.definite || f.kind == Honorific) && k.roleAs.fold != "" {
			bits |= hintTitle
		}
	}
	for _, r := range k.readings {
		bits |= readingHints(r.fold)
	}
	if outlets().heads[w] {
		bits |= hintOutletHead
	}
	if k.stop {
		bits |= hintStop
	}
	if k.link {
		bits |= hintLink
	}
	return bits
}

// readingHints are the hints of one reading.
func readingHints(fold string) (bits uint32) {
	x := words()
	bare, al := strings.CutPrefix(fold, "ال")
	if al {
		bits |= hintAl
	}
	bits |= partHints(fold) | partHints(bare)
	if x.org[bare] {
		bits |= hintOrgHead
	}
	if x.area[bare] {
		bits |= hintAreaHead
	}
	if x.part[bare] {
		bits |= hintPart
	}
	if _, ok := nisbas()[bare]; ok {
		bits |= hintNisba
	}
	if x.adjectives[bare] {
		bits |= hintAdjective
	}
	if x.verbs[fold] {
		bits |= hintVerb
	}
	return bits
}
