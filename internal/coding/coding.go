// Package coding undoes the content encodings of the web (gzip, br, zstd, deflate), bounded, so that no bomb goes off.
//
// It knows nothing of HTTP's transfer encodings or of what the bytes mean.
//
// Start with [Decode].
package coding

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// Accepted is what Decode undoes, as Accept-Encoding names it.
const Accepted = "gzip, br, zstd, deflate"

// ErrTooLarge says that a body has more bytes than it may, encoded or decoded.
var ErrTooLarge = errors.New("the body is larger than allowed")

// Decode reads a body through its content encodings, named in the order of Content-Encoding and separated by commas, at
// most limit bytes before and after decoding. What was read before a failure comes with the error.
func Decode(body io.Reader, encodings string, limit int64) ([]byte, error) {
	r := capped(body, limit)
	codings := strings.Split(encodings, ",")
	if len(codings) > 3 {
		return nil, fmt.Errorf("%d nested content encodings", len(codings))
	}
	for i := len(codings) - 1; i >= 0; i-- { // the last one named was applied last
		decoded, done, err := decoder(r, strings.ToLower(strings.TrimSpace(codings[i])))
		if err != nil {
			return nil, err
		}
		defer done()
		r = capped(decoded, limit)
	}
	return io.ReadAll(r)
}

// decoder undoes one content encoding; done frees what it holds.
func decoder(r io.Reader, coding string) (decoded io.Reader, done func(), err error) {
	done = func() {}
	switch coding {
	case "", "identity":
		return r, done, nil
	case "gzip", "x-gzip":
		decoded, err = gzip.NewReader(r)
	case "br":
		decoded = brotli.NewReader(r)
	case "zstd":
		// The window bounds the memory; 8 MiB is what RFC 9659 allows on the web.
		z, fault := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(8<<20))
		if fault != nil {
			return nil, done, fault
		}
		decoded, done = z, z.Close
	case "deflate":
		decoded, err = inflater(bufio.NewReader(r))
	default:
		err = fmt.Errorf("content encoding %.40q is not known", coding)
	}
	return decoded, done, err
}

// inflater reads what servers call deflate: zlib by the standard, the bare stream from some.
func inflater(r *bufio.Reader) (io.Reader, error) {
	head, err := r.Peek(2)
	if err == nil && head[0]&0x0F == 8 && (uint(head[0])<<8|uint(head[1]))%31 == 0 {
		return zlib.NewReader(r)
	}
	return flate.NewReader(r), nil
}

// capped fails with ErrTooLarge where r gives more than limit bytes.
func capped(r io.Reader, limit int64) io.Reader { return &bounded{r, limit} }

// bounded reads from r while anything is left of what it may give.
type bounded struct {
	r    io.Reader
	left int64
}

func (c *bounded) Read(p []byte) (int, error) {
	if int64(len(p)) > c.left+1 {
		p = p[:c.left+1]
	}
	n, err := c.r.Read(p)
	if int64(n) > c.left {
		return 0, ErrTooLarge
	}
	c.left -= int64(n)
	return n, err
}
