package isnad

import "slices"

// LeastKinship is the likeness from which on two stems count as kin. Kin is what stemming does not bring together: «بلجيكيا» and
// «بلجيكا», «تأسيس» and «مؤسسة», a letter left out.
const LeastKinship = 0.4

// Kinship is how alike two stems are, from 0 to 1: the share of their trigrams, beginning and end counted as letters, that both
// have (Dice).
func Kinship(a, b string) float64 { return likeness(trigrams(a), trigrams(b)) }

// trigrams gives the different trigrams of a stem, sorted, each packed into one number.
func trigrams(stem string) []uint64 {
	out := make([]uint64, 0, len(stem)/2+2)
	const letter, mask = 21, 1<<63 - 1
	window := uint64(1) // stands for the beginning, and for the end
	n := 1
	for _, r := range stem + "\x01" {
		window = (window<<letter | uint64(r)) & mask
		if n++; n >= 3 {
			out = append(out, window)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func likeness(a, b []uint64) float64 {
	both, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			both, i, j = both+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	if both == 0 {
		return 0
	}
	return 2 * float64(both) / float64(len(a)+len(b))
}
