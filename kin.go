package isnad

// LeastKinship is the likeness from which on two stems count as kin. Kin is what stemming does not bring together: «بلجيكيا» and
// «بلجيكا», «تأسيس» and «مؤسسة», a letter left out.
const LeastKinship = 0.4

// Kinship is how alike two stems are, from 0 to 1: the share of their trigrams, beginning and end counted as letters, that both
// have (Dice).
func Kinship(a, b string) float64 {
	x, y := trigramsOf(a), trigramsOf(b)
	return x.likeness(&y)
}

// trigrams are the different trigrams of a stem, ascending, each packed into one number. Of a longer stem than any the first count.
type trigrams struct {
	n    int
	list [32]uint64
}

func trigramsOf(stem string) (t trigrams) {
	const letter, mask = 21, 1<<63 - 1
	window, n := uint64(1), 1 // 1 stands for the beginning, and for the end
	for _, r := range stem {
		window = (window<<letter | uint64(r)) & mask
		if n++; n >= 3 {
			t.add(window)
		}
	}
	if n >= 2 {
		t.add((window<<letter | 1) & mask)
	}
	return t
}

// add inserts in order; stems are short.
func (t *trigrams) add(x uint64) {
	at := t.n
	for at > 0 && t.list[at-1] > x {
		at--
	}
	if t.n == len(t.list) || at > 0 && t.list[at-1] == x {
		return
	}
	copy(t.list[at+1:t.n+1], t.list[at:t.n])
	t.list[at] = x
	t.n++
}

func (t *trigrams) likeness(o *trigrams) float64 {
	both, i, j := 0, 0, 0
	for i < t.n && j < o.n {
		switch x, y := t.list[i], o.list[j]; {
		case x == y:
			both, i, j = both+1, i+1, j+1
		case x < y:
			i++
		default:
			j++
		}
	}
	if both == 0 {
		return 0
	}
	return 2 * float64(both) / float64(t.n+o.n)
}
