package attribution

import "isnad/names"

// turn is one statement made, as those after it look back on it.
type turn struct {
	voice  *voice
	draft  *draft
	relays []Relay
}

// discourse remembers who has spoken, in order, so that a verb without its subject finds it.
type discourse struct {
	turns []turn
}

// implied finds who speaks where the cue names nobody: in the same sentence whoever speaks there, otherwise the last
// speaker whom the verb's form fits. depth says how far back it lies; ok is false where nobody has spoken.
func (c *discourse) implied(d *draft) (turn, bool) {
	var last *turn
	for i := len(c.turns) - 1; i >= 0 && i > len(c.turns)-7; i-- {
		t := &c.turns[i]
		if t.draft.v != d.v || t.draft.level == inside && d.level != inside {
			continue
		}
		if last == nil {
			last = t
		}
		if t.voice.agree.fits(d.agree) {
			return *t, true
		}
	}
	if last == nil {
		return turn{}, false
	}
	return *last, true
}

// resolve gives every draft its speaker, in the order of the text.
func (r *reader) resolve(drafts []*draft) {
	var c discourse
	for _, d := range drafts {
		if !d.mention.empty() {
			d.voice = r.voiceOf(d)
			c.turns = append(c.turns, turn{d.voice, d, d.relays})
			continue
		}
		t, ok := c.implied(d)
		if !ok {
			continue
		}
		w := *t.voice
		w.how = names.Pronoun
		if w.agree.number == 0 && d.agree.number != 0 {
			w.agree.number = d.agree.number
		}
		d.voice = &w
		if d.sign == adverb && d.v.starts[d.from] == d.v.starts[t.draft.from] {
			d.inherit(t.draft)
		}
		if len(d.relays) == 0 {
			d.relays = t.relays
		}
		c.turns = append(c.turns, turn{&w, d, d.relays})
	}
}
