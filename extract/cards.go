package extract

import "golang.org/x/net/html/atom"

// card is what is known of an element that may be one of a row of teasers.
type card struct {
	headline bool    // holds a heading or a first line that is a link
	blocks   int     // blocks in it
	prose    int     // blocks of running text in it
	value    float64 // of that text
}

// findCards drops rows of teasers: three neighbours or more of the same make, each with a linked headline and at most
// one paragraph. Pages put them around and below their article with names nobody can foresee.
func (p *page) findCards() {
	cards := make([]*card, len(p.tree.all))
	for _, b := range p.blocks {
		for n := b.owner; n != nil; n = n.parent {
			if !isBlock(n.atom) || n.atom == atom.P {
				continue
			}
			c := cards[n.id]
			if c == nil {
				c = &card{}
				cards[n.id] = c
			}
			if c.blocks > 12 {
				break // an element so full is no card, and neither is one around it
			}
			c.add(b)
		}
	}
	prose := p.prose()
	limit := 0.5 * prose[0]
	dropped := make([]bool, len(p.tree.all))
	for i, n := range p.tree.all {
		if n.tag == "" {
			continue
		}
		if n.parent != nil && dropped[n.parent.id] {
			dropped[i] = true
		} else if row := p.rowOf(n, cards); len(row) >= 3 && prose[i] < limit {
			for _, c := range row {
				dropped[c.id] = true
			}
		} else if len(row) >= 3 && prose[i] > 0.8*prose[0] {
			p.row = max(p.row, len(row))
		}
	}
	for _, b := range p.blocks {
		if dropped[b.owner.id] {
			b.drop, b.why = true, "card"
		}
	}
}

func (c *card) add(b *block) {
	linked := b.links*10 >= b.chars*9
	if linked && (b.kind == Heading || b.chars >= 25 && b.chars < 200) {
		c.headline = true
	}
	c.blocks++
	if b.value > 0 {
		c.prose++
		c.value += b.value
	}
}

// rowOf gives the children of n that are cards, if most of them are.
func (p *page) rowOf(n *node, cards []*card) []*node {
	var row []*node
	all := 0
	for c := n.first; c != nil; c = c.next {
		k := cards[c.id]
		if k == nil {
			continue
		}
		all++
		if k.headline && k.prose == 1 && k.blocks <= 8 && k.value < 600 {
			row = append(row, c)
		}
	}
	if len(row)*3 < all*2 {
		return nil
	}
	return row
}
