package archive

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"strconv"
	"strings"
	"time"

	"isnad"
	"isnad/internal/coding"
)

// maxBody bounds a decoded body, as fetching does.
const maxBody = 15 << 20

// Capture makes a capture of a response, resource or metadata record that others or we wrote: body without chunks and
// content encodings, digest anew. Faults that were got over are added to the record's findings. It gives
// isnad.ErrNotFound for records that hold no capture (warcinfo, request …), among them revisits, whose body lies elsewhere.
func (r *Record) Capture() (*isnad.Capture, error) {
	c := &isnad.Capture{URL: strings.Trim(r.Header.Get("Warc-Target-Uri"), "<> ")}
	if at, err := time.Parse(time.RFC3339Nano, r.Header.Get("Warc-Date")); err == nil {
		c.At = at
	} else {
		r.find("no date")
	}
	switch {
	case r.Type == "response" && isHTTP(r.Block):
		if err := r.readHTTP(c); err != nil {
			return nil, err
		}
	case r.Type == "resource" || r.Type == "conversion":
		c.Status, c.Body = http.StatusOK, bytes.Clone(r.Block)
		c.Header = http.Header{"Content-Type": {r.Header.Get("Content-Type")}}
	default:
		return nil, fmt.Errorf("archive.Capture: a %s record: %w", r.Type, isnad.ErrNotFound)
	}
	c.Digest = isnad.Digest(c.Body)
	return c, nil
}

func isHTTP(block []byte) bool { return bytes.HasPrefix(block, []byte("HTTP/")) }

// splitHTTP gives status, headers and the rest of a response as it stood on the wire.
func splitHTTP(block []byte) (status int, header http.Header, body []byte) {
	end, gap := bytes.Index(block, []byte("\r\n\r\n")), 4
	if lf := bytes.Index(block, []byte("\n\n")); lf >= 0 && (end < 0 || lf < end) {
		end, gap = lf, 2
	}
	head := block
	if end >= 0 {
		head, body = block[:end], block[end+gap:]
	}
	line, rest, _ := bytes.Cut(head, []byte("\n"))
	if f := bytes.Fields(line); len(f) > 1 {
		status, _ = strconv.Atoi(string(f[1]))
	}
	return status, http.Header(parseHeader(rest)), body
}

// readHTTP fills the capture from a response, undoing what stood between the body and its bytes. Encodings that the
// header names but the body does not have were undone by whoever wrote the file.
func (r *Record) readHTTP(c *isnad.Capture) error {
	var body []byte
	c.Status, c.Header, body = splitHTTP(r.Block)
	if hasToken(c.Header, "Transfer-Encoding", "chunked") {
		body = r.dechunk(body)
	}
	if names := strings.Join(c.Header.Values("Content-Encoding"), ","); names != "" && encoded(body, names) {
		decoded, err := coding.Decode(bytes.NewReader(body), names, maxBody)
		switch {
		case err == nil:
			body = decoded
		case len(decoded) > 0:
			r.find("content encoding: %v", err)
			body = decoded
		default:
			r.find("content encoding: %v", err)
		}
	}
	if len(body) > maxBody {
		r.find("body cut at %d bytes", maxBody)
		body = body[:maxBody]
	}
	for _, gone := range []string{"Transfer-Encoding", "Content-Encoding"} {
		if v := c.Header[gone]; v != nil {
			c.Header["X-Archive-Orig-"+gone] = v
			delete(c.Header, gone)
		}
	}
	c.Body = bytes.Clone(body)
	if c.Status < 200 || c.Status > 299 {
		c.Error = strings.TrimSpace(fmt.Sprintf("%d %s", c.Status, http.StatusText(c.Status)))
	}
	return nil
}

func hasToken(h http.Header, name, token string) bool {
	return strings.Contains(strings.ToLower(strings.Join(h.Values(name), ",")), token)
}

// encoded tells whether a body can be what the header says: gzip and zstd have marks, the others are tried.
func encoded(body []byte, names string) bool {
	last := strings.ToLower(strings.TrimSpace(names[strings.LastIndexByte(names, ',')+1:]))
	switch last {
	case "gzip", "x-gzip":
		return bytes.HasPrefix(body, []byte{0x1F, 0x8B})
	case "zstd":
		return bytes.HasPrefix(body, []byte{0x28, 0xB5, 0x2F, 0xFD})
	}
	return len(body) > 0
}

// dechunk undoes chunked transfer where the body has chunks; files often hold it undone under the same header.
func (r *Record) dechunk(body []byte) []byte {
	size, _, found := bytes.Cut(body[:min(len(body), 32)], []byte("\n"))
	size, _, _ = bytes.Cut(bytes.TrimSpace(size), []byte(";"))
	if _, err := strconv.ParseUint(string(bytes.TrimSpace(size)), 16, 31); !found || err != nil {
		return body
	}
	whole, err := io.ReadAll(io.LimitReader(httputil.NewChunkedReader(bytes.NewReader(body)), maxBlock))
	if err != nil {
		r.find("chunks: %v", err)
	}
	return whole
}
