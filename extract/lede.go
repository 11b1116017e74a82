package extract

import "strings"

// withLede puts the standfirst before the body where it stands apart from it: the nearest paragraph above the text, named
// as a summary or a description, that the text does not repeat.
func (p *page) withLede(kept []*block) []*block {
	if len(kept) == 0 {
		return kept
	}
	start, _ := p.span()
	for i := start - 1; i >= max(0, start-12); i-- {
		b := p.blocks[i]
		if b.level == 1 {
			break
		}
		if b.value <= 50 || !endsSentence(b.text) || b.kind == Caption || p.hard[b.owner.id] || !p.isSummary(b) {
			continue
		}
		if repeated(b.text, kept) {
			return kept
		}
		b.drop, b.kept = false, true
		return append([]*block{b}, kept...)
	}
	return kept
}

// isSummary reports whether a block's element or one of the two above it is named as a summary.
func (p *page) isSummary(b *block) bool {
	for n, up := b.owner, 0; n != nil && up < 3; n, up = n.parent, up+1 {
		if n.marks&markSummary != 0 {
			return true
		}
	}
	return false
}

// repeated reports whether the first words of a text stand in the blocks too.
func repeated(text string, blocks []*block) bool {
	key := titleKey(text)
	if words := strings.Fields(key); len(words) > 8 {
		key = strings.Join(words[:8], " ")
	}
	for _, b := range blocks {
		if strings.Contains(titleKey(b.text), key) {
			return true
		}
	}
	return false
}
