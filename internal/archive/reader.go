package archive

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// Bounds of what is held in memory while reading.
const (
	maxHeader = 1 << 20  // of one record's header
	maxBlock  = 64 << 20 // of one record's block; longer ones are cut, which is a finding
)

// Record is one WARC record as it was read. Its header and block are valid until the function that got it returns.
type Record struct {
	// Offset is where the record's gzip member begins, or the record itself in a file that is not compressed, in bytes
	// from where reading began. Nth is the record's place in a member that holds several, from 0. To go on after this
	// record, read again from Offset and pass over Nth+1 records.
	Offset int64
	Nth    int
	// End is where the next member or record begins. It is known where a member holds one record.
	End int64

	Type   string // "response", "warcinfo" …
	Header textproto.MIMEHeader
	Block  []byte
	// Findings are faults that reading got over: truncated, wrong length …
	Findings []string

	torn bool // the stream ended within it
}

func (r *Record) find(format string, args ...any) {
	r.Findings = append(r.Findings, fmt.Sprintf(format, args...))
}

// ReadWARC calls fn for every record that it can find in a WARC file of any make: plain, gzip by record, or gzip as a
// whole; with wrong lengths, missing ends, garbage between records, broken compression. It gives fn's error, or that of r.
func ReadWARC(r io.Reader, fn func(Record) error) error { return readWARC(r, 1<<20, fn) }

// readWARC is ReadWARC with a buffer of that size.
func readWARC(r io.Reader, size int, fn func(Record) error) error {
	c := &counted{r: r}
	src := bufio.NewReaderSize(c, size)
	s := scanner{src: src, at: func() int64 { return c.n - int64(src.Buffered()) }, fn: fn}
	magic, _ := src.Peek(2)
	if len(magic) == 2 && magic[0] == 0x1F && magic[1] == 0x8B {
		s.gzipped()
	} else {
		s.plain()
	}
	if s.stopped != nil {
		return s.stopped
	}
	if c.err != nil && c.err != io.EOF {
		return fmt.Errorf("archive.ReadWARC: %w", c.err)
	}
	return nil
}

// counted counts what was read and keeps the error, which decompression would hide.
type counted struct {
	r   io.Reader
	n   int64
	err error
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if err != nil {
		c.err = err
	}
	return n, err
}

// scanner goes through a file and reports what it finds.
type scanner struct {
	src     *bufio.Reader
	at      func() int64 // bytes of the file used so far
	fn      func(Record) error
	win     window
	stopped error // of fn
}

var (
	recordMarks = [][]byte{[]byte("\r\n\r\nWARC/"), []byte("\n\nWARC/")}
	headMark    = []byte("WARC/")
	memberMark  = []byte{0x1F, 0x8B, 8} // of a gzip member, deflated
)

// plain reads records one after another.
func (s *scanner) plain() {
	s.win.reset(s.src)
	for s.stopped == nil {
		rec, ok := readRecord(&s.win)
		if !ok {
			return
		}
		s.win.hold = true
		s.win.skipLineEnds()
		rec.End = s.win.taken
		s.stopped = s.fn(rec)
		s.win.hold = false
	}
}

// gzipped reads member by member; where one is broken, it goes on at the next that can be found.
func (s *scanner) gzipped() {
	var z gzip.Reader
	for s.stopped == nil && s.toMember() {
		offset := s.at()
		if err := z.Reset(s.src); err != nil {
			s.src.Discard(1)
			continue
		}
		z.Multistream(false)
		s.win.reset(&z)
		s.member(offset)
	}
}

// member reads the records of one gzip member and reports each when it knows whether another follows.
func (s *scanner) member(offset int64) {
	for nth := 0; s.stopped == nil; nth++ {
		rec, ok := readRecord(&s.win)
		if !ok {
			return
		}
		rec.Offset, rec.Nth = offset, nth
		s.win.hold = true // for rec.Block
		if s.win.skipLineEnds(); len(s.win.ahead(1)) == 0 {
			if err := s.win.err; err != io.EOF {
				rec.find("broken compression: %v", err)
				rec.torn = rec.torn || err == io.ErrUnexpectedEOF
			}
			rec.End = s.at()
		}
		s.stopped = s.fn(rec)
		s.win.hold = false
	}
}

// toMember goes to the next place that may begin a gzip member.
func (s *scanner) toMember() bool {
	for {
		b, _ := s.src.Peek(s.src.Size())
		if len(b) == 0 {
			return false
		}
		i := bytes.Index(b, memberMark)
		if i >= 0 {
			s.src.Discard(i)
			return true
		}
		if len(b) < s.src.Size() {
			s.src.Discard(len(b))
			return false
		}
		s.src.Discard(len(b) - 2)
	}
}

// readRecord reads the next record, and reports whether there was one. Offset is set for an uncompressed file.
func readRecord(w *window) (Record, bool) {
	var rec Record
	if !toRecord(w, &rec) {
		return rec, false
	}
	rec.Offset = w.taken
	end, mark := w.find(maxHeader, []byte("\r\n\r\n"), []byte("\n\n"))
	if end < 0 {
		rest := w.ahead(maxHeader)
		rec.Header = parseHeader(rest)
		rec.Type = rec.Header.Get("Warc-Type")
		rec.find("the header does not end")
		rec.torn = true
		w.take(len(rest))
		return rec, true
	}
	rec.Header = parseHeader(w.ahead(end)[:end])
	rec.Type = rec.Header.Get("Warc-Type")
	w.take(end + 4 - 2*mark)
	readBlock(w, &rec)
	return rec, true
}

// toRecord passes over what lies before the next record.
func toRecord(w *window, rec *Record) bool {
	for {
		b := w.ahead(len(headMark))
		if len(b) == 0 {
			return false
		}
		if bytes.HasPrefix(b, headMark) {
			return true
		}
		if b[0] == '\r' || b[0] == '\n' {
			w.skipLineEnds()
			continue
		}
		if len(rec.Findings) == 0 {
			rec.find("garbage before the record")
		}
		if i, _ := w.find(1<<20, headMark); i > 0 {
			w.take(i)
		} else {
			w.take(max(1, len(w.ahead(1<<20))-len(headMark)))
		}
	}
}

// readBlock reads a record's block. Its length is believed when a record or the end follows it; else the block ends where
// the next record begins.
func readBlock(w *window, rec *Record) {
	length, err := strconv.ParseInt(strings.TrimSpace(rec.Header.Get("Content-Length")), 10, 64)
	if err != nil || length < 0 {
		rec.find("no length")
		length = -1
	}
	if length > maxBlock {
		rec.Block = w.ahead(maxBlock)[:min(maxBlock, len(w.ahead(maxBlock)))]
		rec.find("longer than %d bytes: cut", maxBlock)
		w.skip(length)
		return
	}
	if length >= 0 {
		b := w.ahead(int(length) + 4 + len(headMark))
		if len(b) >= int(length) && atBoundary(b[length:]) {
			rec.Block = b[:length]
			w.take(int(length))
			return
		}
	}
	at, _ := w.find(maxBlock, recordMarks...)
	b := w.ahead(1)
	switch {
	case length >= 0 && length+4 <= int64(len(b)) && string(b[length:length+4]) == "\r\n\r\n":
		rec.find("garbage after the record")
		at = int(length)
	case at >= 0:
		rec.find("wrong length")
	case length > int64(len(b)):
		rec.find("truncated: %d of %d bytes", len(b), length)
		rec.torn = true
		at = len(bytes.TrimRight(b, "\r\n"))
	default:
		rec.find("wrong length")
		at = len(bytes.TrimRight(b[:min(len(b), maxBlock)], "\r\n"))
	}
	rec.Block = b[:at]
	w.take(at)
}

// atBoundary tells whether nothing but line ends lies before the next record or the end of what there is.
func atBoundary(b []byte) bool {
	b = bytes.TrimLeft(b[:min(len(b), 4+len(headMark))], "\r\n")
	return len(b) == 0 || bytes.HasPrefix(b, headMark) || len(b) < len(headMark) && bytes.HasPrefix(headMark, b)
}

// parseHeader reads "Name: value" lines, with or without carriage returns, continued ones included.
func parseHeader(b []byte) textproto.MIMEHeader {
	h := textproto.MIMEHeader{}
	last := ""
	for line := range bytes.Lines(b) {
		line = bytes.TrimRight(line, "\r\n")
		if len(line) > 0 && (line[0] == ' ' || line[0] == '\t') && last != "" {
			values := h[last]
			values[len(values)-1] += " " + string(bytes.TrimSpace(line))
			continue
		}
		if name, value, ok := bytes.Cut(line, []byte(":")); ok {
			last = textproto.CanonicalMIMEHeaderKey(string(bytes.TrimSpace(name)))
			h[last] = append(h[last], string(bytes.TrimSpace(value)))
		}
	}
	return h
}
