package story

// overlap counts what two sorted sets share.
func overlap(a, b []uint32) (shared int) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] == b[0]:
			shared++
			a, b = a[1:], b[1:]
		case a[0] < b[0]:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return shared
}

// containment is how much of the shorter text stands in the longer: 1 for an abridgement.
func containment(a, b []uint32) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	return float64(overlap(a, b)) / float64(min(len(a), len(b)))
}

// localKey begins the keys of entities that can be told apart within their article alone.
const localKey = "local:"
