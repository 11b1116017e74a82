package index

import (
	"encoding/binary"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"

	"isnad"
	"isnad/arabic"
)

// Packed terms hold the words of title and text as the analyser gave them, so that ranking sixty texts needs neither their bodies
// nor the analyser: the different words first (surface, stem where it is another, whether it is a stop word), then title
// and text as numbers into that list; zstd. About a kilobyte for an article of 250 words.

// MaxPacked is how many words of a text are kept for ranking: what stands later in a longer one counts by its vector.
const MaxPacked = 10_000

// packer packs terms.
var packer = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithEncoderCRC(false))
	if err != nil {
		panic(err) // only wrong options
	}
	return e
})

// PackTerms makes what table terms holds.
func PackTerms(t isnad.Terms) []byte {
	t.Text = t.Text[:min(len(t.Text), MaxPacked)]
	type word struct{ surface, stem string }
	numbers := make(map[word]uint64, len(t.Title)+len(t.Text)/2)
	list, places := make([]byte, 0, 8*len(t.Text)), make([]byte, 0, 2*len(t.Text))
	for _, field := range [][]arabic.Term{t.Title, t.Text} {
		places = binary.AppendUvarint(places, uint64(len(field)))
		for i := range field {
			w := word{field[i].Surface, field[i].Stem}
			n, ok := numbers[w]
			if !ok {
				n = uint64(len(numbers))
				numbers[w] = n
				list = appendWord(list, &field[i])
			}
			places = binary.AppendUvarint(places, n)
		}
	}
	raw := append(binary.AppendUvarint(nil, uint64(len(numbers))), list...)
	return packer().EncodeAll(append(raw, places...), nil)
}

func appendWord(dst []byte, t *arabic.Term) []byte {
	stop := uint64(0)
	if t.Stop {
		stop = 1
	}
	dst = append(binary.AppendUvarint(dst, uint64(len(t.Surface))<<1|stop), t.Surface...)
	if t.Stem == t.Surface {
		return append(dst, 0)
	}
	return append(binary.AppendUvarint(dst, uint64(len(t.Stem))+1), t.Stem...)
}

// Unpacker reads packed terms; what it gives is good until it reads the next.
type Unpacker struct {
	raw   []byte
	words []arabic.Term
	terms isnad.Terms
}

// Unpack gives the terms, with positions and without offsets.
func (u *Unpacker) Unpack(packed []byte) (isnad.Terms, error) {
	_, decoder := codec()
	var err error
	if u.raw, err = decoder.DecodeAll(packed, u.raw[:0]); err != nil {
		return isnad.Terms{}, fmt.Errorf("%w: %w", isnad.ErrCorrupt, err)
	}
	r := &reading{rest: string(u.raw)}
	u.words = u.words[:0]
	for range r.number() {
		var t arabic.Term
		n := r.number()
		t.Stop, t.Surface = n&1 == 1, r.text(n>>1)
		if t.Stem = t.Surface; r.bad {
			break
		}
		if n = r.number(); n > 0 {
			t.Stem = r.text(n - 1)
		}
		u.words = append(u.words, t)
	}
	u.terms.Title = r.field(u.terms.Title[:0], u.words)
	u.terms.Text = r.field(u.terms.Text[:0], u.words)
	if r.bad || r.rest != "" {
		return isnad.Terms{}, fmt.Errorf("%w: packed terms end early", isnad.ErrCorrupt)
	}
	return u.terms, nil
}

// reading takes numbers and texts off a string; bad once there are none.
type reading struct {
	rest string
	bad  bool
}

func (r *reading) number() (n uint64) {
	for i, shift := 0, 0; i < len(r.rest) && shift < 63; i, shift = i+1, shift+7 {
		c := r.rest[i]
		n |= uint64(c&0x7F) << shift
		if c < 0x80 {
			r.rest = r.rest[i+1:]
			return n
		}
	}
	r.bad, r.rest = true, ""
	return 0
}

func (r *reading) text(n uint64) string {
	if n > uint64(len(r.rest)) {
		r.bad = true
		return ""
	}
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

func (r *reading) field(dst, words []arabic.Term) []arabic.Term {
	for i := range r.number() {
		at := r.number()
		if r.bad || at >= uint64(len(words)) {
			r.bad = true
			break
		}
		dst = append(dst, words[at])
		dst[i].Position = int(i)
	}
	return dst
}
