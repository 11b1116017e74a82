package archive

import (
	"bytes"
	"io"
)

// window is a buffer over a stream that can look as far ahead as it is asked to, and takes nothing that it has not decided
// to take. Broken WARC files need that: where a record ends is known only after looking past it.
type window struct {
	r          io.Reader
	buf        []byte
	start, end int
	err        error // of the reader, once it has ended
	taken      int64 // bytes taken so far
	hold       bool  // what was taken last is still in use: the buffer's bytes must not move
}

func (w *window) reset(r io.Reader) {
	w.r, w.start, w.end, w.err, w.taken, w.hold = r, 0, 0, nil, 0, false
}

// ahead makes n bytes available where the stream has them and gives all that are.
func (w *window) ahead(n int) []byte {
	for w.end-w.start < n && w.err == nil {
		w.room()
		got, err := w.r.Read(w.buf[w.end:])
		w.end += got
		w.err = err
	}
	return w.buf[w.start:w.end]
}

// room sees to it that the buffer can hold more than it holds. It grows with what comes, not with what is promised.
func (w *window) room() {
	if w.end < len(w.buf) {
		return
	}
	held := w.buf[w.start:w.end]
	if size := max(2*len(held), 64<<10); len(w.buf) < size || w.hold {
		w.buf = make([]byte, size)
	}
	w.end = copy(w.buf, held)
	w.start = 0
}

// take gives up n bytes that were looked at.
func (w *window) take(n int) {
	w.start += n
	w.taken += int64(n)
}

// skip gives up n bytes, looked at or not.
func (w *window) skip(n int64) {
	for n > 0 {
		have := len(w.ahead(1))
		if have == 0 {
			return
		}
		step := min(int64(have), n)
		w.take(int(step))
		n -= step
	}
}

// skipLineEnds gives up the line ends that come next.
func (w *window) skipLineEnds() {
	for b := w.ahead(1); len(b) > 0 && (b[0] == '\r' || b[0] == '\n'); b = w.ahead(1) {
		w.take(1)
	}
}

// find looks for the first of the marks, at most limit bytes ahead, and gives where it begins and which it is; -1 where
// there is none.
func (w *window) find(limit int, marks ...[]byte) (at, which int) {
	longest := 0
	for _, m := range marks {
		longest = max(longest, len(m))
	}
	for seen, want := 0, 64<<10; ; want *= 2 {
		b := w.ahead(min(want, limit))
		at, which = -1, -1
		for i, m := range marks {
			if j := bytes.Index(b[seen:], m); j >= 0 && (at < 0 || seen+j < at) {
				at, which = seen+j, i
			}
		}
		if at >= 0 || len(b) < min(want, limit) || want >= limit {
			return at, which
		}
		seen = max(0, len(b)-longest+1)
	}
}
