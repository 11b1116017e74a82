package posting

import (
	"encoding/binary"
	"slices"
)

// Docs are a segment's columns, in order of row id.
type Docs struct {
	IDs      []int64
	Lengths  []uint32
	Outlets  []uint32
	Speakers Lists
	Acts     Lists // numbers of ActNames
	ActNames []string
}

// Lists are a list of numbers for each article.
type Lists struct {
	ends   []uint32
	values []uint32
}

// Of gives an article's numbers.
func (l *Lists) Of(doc uint32) []uint32 {
	from := uint32(0)
	if doc > 0 {
		from = l.ends[doc-1]
	}
	return l.values[from:l.ends[doc]]
}

// Len is how many articles there are.
func (d *Docs) Len() int { return len(d.IDs) }

// Find gives the number of the article with that row id.
func (d *Docs) Find(id int64) (uint32, bool) {
	at, ok := slices.BinarySearch(d.IDs, id)
	return uint32(at), ok
}

// Between gives the numbers, the second exclusive, of the articles with row ids from lo to hi.
func (d *Docs) Between(lo, hi int64) (from, to int) {
	from, _ = slices.BinarySearch(d.IDs, lo)
	to, found := slices.BinarySearch(d.IDs, hi)
	if found {
		to++
	}
	return from, max(from, to)
}

// appendDocs packs the columns: the names of acts, then each article with the distance of its id.
func appendDocs(dst []byte, docs []Doc) []byte {
	numbers, names := map[string]uint64{}, []string{}
	for i := range docs {
		for _, a := range docs[i].Acts {
			if _, ok := numbers[a]; !ok {
				numbers[a] = uint64(len(names))
				names = append(names, a)
			}
		}
	}
	dst = binary.AppendUvarint(dst, uint64(len(names)))
	for _, n := range names {
		dst = append(binary.AppendUvarint(dst, uint64(len(n))), n...)
	}
	dst = binary.AppendUvarint(dst, uint64(len(docs)))
	last := int64(0)
	for i := range docs {
		d := &docs[i]
		for _, v := range []uint64{uint64(d.ID - last), uint64(d.Length), uint64(d.Outlet), uint64(len(d.Speakers))} {
			dst = binary.AppendUvarint(dst, v)
		}
		for _, s := range d.Speakers {
			dst = binary.AppendUvarint(dst, uint64(s))
		}
		dst = binary.AppendUvarint(dst, uint64(len(d.Acts)))
		for _, a := range d.Acts {
			dst = binary.AppendUvarint(dst, numbers[a])
		}
		last = d.ID
	}
	return dst
}

// column reads numbers; bad once there are none.
type column struct {
	rest []byte
	bad  bool
}

func (c *column) number() uint64 {
	v, n := binary.Uvarint(c.rest)
	if n <= 0 {
		c.bad = true
		return 0
	}
	c.rest = c.rest[n:]
	return v
}

// count reads a number of things of which each takes a byte at least.
func (c *column) count() int {
	n := c.number()
	if n > uint64(len(c.rest)) {
		c.bad = true
		return 0
	}
	return int(n)
}

func (c *column) list(l *Lists) {
	for range c.count() {
		l.values = append(l.values, uint32(c.number()))
	}
	l.ends = append(l.ends, uint32(len(l.values)))
}

// ReadDocs is the reverse of what Build and Merge make.
func ReadDocs(packed []byte) (*Docs, error) {
	c, d := &column{rest: packed}, new(Docs)
	for range c.count() {
		n := c.count()
		d.ActNames = append(d.ActNames, string(c.rest[:n]))
		c.rest = c.rest[n:]
	}
	n := c.count()
	d.IDs, d.Lengths, d.Outlets = make([]int64, 0, n), make([]uint32, 0, n), make([]uint32, 0, n)
	last := int64(0)
	for i := 0; i < n && !c.bad; i++ {
		distance := c.number()
		if distance == 0 && i > 0 || distance > 1<<62 {
			c.bad = true
		}
		last += int64(distance)
		d.IDs = append(d.IDs, last)
		d.Lengths = append(d.Lengths, uint32(c.number()))
		d.Outlets = append(d.Outlets, uint32(c.number()))
		c.list(&d.Speakers)
		c.list(&d.Acts)
	}
	if slices.ContainsFunc(d.Acts.values, func(a uint32) bool { return int(a) >= len(d.ActNames) }) || c.bad || len(c.rest) > 0 {
		return nil, errDamaged
	}
	return d, nil
}

// doc is one article of the columns.
func (d *Docs) doc(n uint32) Doc {
	out := Doc{ID: d.IDs[n], Length: int(d.Lengths[n]), Outlet: int64(d.Outlets[n])}
	for _, s := range d.Speakers.Of(n) {
		out.Speakers = append(out.Speakers, int64(s))
	}
	for _, a := range d.Acts.Of(n) {
		out.Acts = append(out.Acts, d.ActNames[a])
	}
	return out
}
