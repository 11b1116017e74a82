package attribution

import "isnad/arabic"

// tagSentence tags the sentence of token i, once.
func (v *view) tagSentence(i int) {
	start := v.starts[i]
	if v.tagged[start] {
		return
	}
	if v.tagged == nil {
		v.tagged = map[int]bool{}
	}
	v.tagged[start] = true
	end := min(v.ends[i], start+maxContent)
	from := v.tokens[start].start
	text := v.text[from:v.tokens[end-1].end]
	k := start
	for _, t := range arabic.Tag(text, arabic.Tokens(text)) {
		for k < end && v.tokens[k].end <= from+t.Start {
			k++
		}
		if k < end && v.tokens[k].start <= from+t.Start {
			v.tokens[k].verb = v.tokens[k].verb || t.POS == arabic.Verb
		}
	}
}

// verbAt reports whether the tagger takes the word for a verb. It is asked about words that no list knows.
func (v *view) verbAt(i int) bool {
	if i < 0 || i >= len(v.tokens) || v.tokens[i].shape != word || v.tokens[i].entity != 0 {
		return false
	}
	v.tagSentence(i)
	return v.tokens[i].verb
}
