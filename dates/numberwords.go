package dates

// numeral reads a number at i, in digits or words, cardinal or ordinal («15», «الـ15», «الرابع والعشرين», «ألفين وثمانية
// عشر»), and gives its value and the index after it.
func (p *parser) numeral(i int) (value, next int, ordinal bool) {
	j := i
	if _, w := p.is(i, articleClass); w > 0 && p.at(i+1).kind == numberToken {
		j = i + w
	}
	if t := p.at(j); t.kind == numberToken {
		if t.digits > 9 {
			return 0, i, false
		}
		return int(t.num), j + 1, false
	}
	return p.wordNumeral(i)
}

// wordNumeral reads number words: units and tens joined by و, teens side by side, hundreds and thousands.
func (p *parser) wordNumeral(i int) (value, next int, ordinal bool) {
	total, group, last := 0, 0, 1<<20
	j := i
	for j < len(p.toks) {
		v, ord, ok := p.numberWord(j)
		if !ok || j > i && (p.at(j).clitic != 0 || j-i > 8) {
			break
		}
		teen := v == 10 && group%10 > 0 && group%100 < 10 && j > i && !p.at(j).wa
		if j > i && !teen && !p.joins(j, group, v, last) {
			break
		}
		if j > i && v == 1000 {
			total, group, last = total+max(group, 1)*1000, 0, 1000
		} else if v >= 1000 {
			total, last = total+v, 1000
		} else {
			group, last = group+v, v
		}
		ordinal = ordinal || ord
		j++
	}
	return total + group, j, ordinal
}

// joins reports whether a number word continues a number: it does with و before it, tens after units, units after hundreds.
func (p *parser) joins(j, group, v, last int) bool {
	if v == 1000 {
		return !p.at(j).wa && group > 0
	}
	if !p.at(j).wa {
		return false
	}
	switch {
	case v >= 1000:
		return false
	case v >= 100:
		return group == 0
	case v >= 20:
		return group%100 < 10
	default:
		return group%100 == 0 && last >= 100
	}
}

// numberWord gives the value of a single number word.
func (p *parser) numberWord(i int) (value int, ordinal, ok bool) {
	t := p.at(i)
	if t.entry == nil {
		return 0, false, false
	}
	for k := range t.entry.lexemes {
		switch x := &t.entry.lexemes[k]; x.class {
		case cardinalClass:
			return x.value, false, true
		case ordinalClass:
			return x.value, true, true
		}
	}
	return 0, false, false
}

// small reads a number from 1 to most.
func (p *parser) small(i, most int) (value, next int) {
	t := p.at(i)
	if t.kind == numberToken && t.digits > 2 {
		return 0, i
	}
	v, next, _ := p.numeral(i)
	if next == i || v < 1 || v > most {
		return 0, i
	}
	return v, next
}
