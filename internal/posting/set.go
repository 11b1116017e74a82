package posting

import "math/bits"

// Set is a set of a segment's articles, a bit each.
type Set []uint64

// NewSet is an empty set with room for n articles.
func NewSet(n int) Set { return make(Set, (n+63)/64) }

// Full is the set of n articles.
func Full(n int) Set {
	s := NewSet(n)
	for i := range s {
		s[i] = ^uint64(0)
	}
	if n%64 != 0 {
		s[len(s)-1] = 1<<(n%64) - 1
	}
	return s
}

// Add puts an article in.
func (s Set) Add(doc uint32) { s[doc>>6] |= 1 << (doc & 63) }

// Has reports whether the article is in; nothing is in a nil set.
func (s Set) Has(doc uint32) bool { return s != nil && s[doc>>6]>>(doc&63)&1 == 1 }

// And keeps what o has too.
func (s Set) And(o Set) {
	for i := range s {
		s[i] &= o[i]
	}
}

// Or adds what o has.
func (s Set) Or(o Set) {
	for i := range s {
		s[i] |= o[i]
	}
}

// Without leaves out what o has; o may be nil.
func (s Set) Without(o Set) {
	for i := range o {
		s[i] &^= o[i]
	}
}

// Within keeps the articles from lo to hi, hi exclusive.
func (s Set) Within(lo, hi int) {
	for i := range s {
		switch from, to := i*64, i*64+64; {
		case to <= lo || from >= hi:
			s[i] = 0
		default:
			if from < lo {
				s[i] &= ^uint64(0) << (lo - from)
			}
			if to > hi {
				s[i] &= 1<<(hi-from) - 1
			}
		}
	}
}

// Empty reports whether none is in.
func (s Set) Empty() bool {
	for _, w := range s {
		if w != 0 {
			return false
		}
	}
	return true
}

// Count is how many are in.
func (s Set) Count() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// All walks the articles in order.
func (s Set) All(yield func(uint32) bool) {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			if !yield(uint32(i*64 + bits.TrailingZeros64(w))) {
				return
			}
		}
	}
}

// Backward walks the articles from the last to the first.
func (s Set) Backward(yield func(uint32) bool) {
	for i := len(s) - 1; i >= 0; i-- {
		for w := s[i]; w != 0; {
			top := 63 - bits.LeadingZeros64(w)
			if !yield(uint32(i*64 + top)) {
				return
			}
			w &^= 1 << top
		}
	}
}
