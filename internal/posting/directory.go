package posting

import (
	"encoding/binary"
	"slices"
	"strings"
)

// Directory tells which of a segment's pages holds a key: their first keys, numbers in the engine and sizes.
type Directory struct {
	firsts  []string
	numbers []int64
	sizes   []int
}

// Add adds the next page, which the engine keeps under a number greater than the last one's.
func (d *Directory) Add(p Page, number int64) {
	d.firsts, d.numbers, d.sizes = append(d.firsts, p.First), append(d.numbers, number), append(d.sizes, len(p.Data))
}

// Numbers are those of all pages, in order.
func (d *Directory) Numbers() []int64 { return d.numbers }

// PageOf gives the number of the page that may hold the key, false where none does.
func (d *Directory) PageOf(key string) (int64, bool) {
	at, found := slices.BinarySearch(d.firsts, key)
	if !found {
		at--
	}
	if at < 0 {
		return 0, false
	}
	return d.numbers[at], true
}

// WithPrefix gives the numbers of the pages that may hold keys with the beginning, in order. Where they are more than most
// bytes, the largest are given, which hold the commonest, and all is false.
func (d *Directory) WithPrefix(beginning string, most int) (numbers []int64, all bool) {
	from, found := slices.BinarySearch(d.firsts, beginning)
	if !found {
		from = max(0, from-1)
	}
	to, sum := from, 0
	for to < len(d.firsts) && (d.firsts[to] <= beginning || strings.HasPrefix(d.firsts[to], beginning)) {
		sum += d.sizes[to]
		to++
	}
	if sum <= most {
		return d.numbers[from:to], true
	}
	pages := make([]int, 0, to-from)
	for i := from; i < to; i++ {
		pages = append(pages, i)
	}
	slices.SortStableFunc(pages, func(a, b int) int { return d.sizes[b] - d.sizes[a] })
	for _, i := range pages {
		if most -= d.sizes[i]; most < 0 && len(numbers) > 0 {
			break
		}
		numbers = append(numbers, d.numbers[i])
	}
	slices.Sort(numbers)
	return numbers, false
}

// Pack makes what ReadDirectory reads.
func (d *Directory) Pack() []byte {
	out := binary.AppendUvarint(nil, uint64(len(d.firsts)))
	last := int64(0)
	for i, k := range d.firsts {
		out = append(binary.AppendUvarint(out, uint64(len(k))), k...)
		out = binary.AppendUvarint(binary.AppendUvarint(out, uint64(d.numbers[i]-last)), uint64(d.sizes[i]))
		last = d.numbers[i]
	}
	return out
}

// ReadDirectory is the reverse of Pack.
func ReadDirectory(packed []byte) (*Directory, error) {
	c, d := &column{rest: packed}, new(Directory)
	last := int64(0)
	for range c.count() {
		n := c.count()
		d.firsts = append(d.firsts, string(c.rest[:n]))
		c.rest = c.rest[n:]
		last += int64(c.number())
		d.numbers, d.sizes = append(d.numbers, last), append(d.sizes, int(c.number()))
	}
	if c.bad || len(c.rest) > 0 || !slices.IsSorted(d.firsts) {
		return nil, errDamaged
	}
	return d, nil
}
