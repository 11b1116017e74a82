package archive

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"

	"isnad"
)

// Revisit profiles of WARC 1.1.
const (
	sameBody    = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
	notModified = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
)

// unknownType is the content type of a resource of which none is known.
const unknownType = "application/octet-stream"

// field is one line of a record's header.
type field struct{ name, value string }

// appendRecord appends a record as a gzip member.
func appendRecord(dst []byte, fields []field, block []byte) []byte {
	b := bytes.NewBuffer(dst)
	z := gzip.NewWriter(b) // writing to a buffer cannot fail
	fmt.Fprint(z, "WARC/1.1\r\n")
	for _, f := range fields {
		fmt.Fprintf(z, "%s: %s\r\n", f.name, oneLine(f.value))
	}
	fmt.Fprintf(z, "WARC-Block-Digest: %s\r\nContent-Length: %d\r\n\r\n", labelled(block), len(block))
	z.Write(block)
	fmt.Fprint(z, "\r\n\r\n")
	z.Close()
	return b.Bytes()
}

// oneLine keeps a value from ending its line.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7F {
			return ' '
		}
		return r
	}, s)
}

// labelled gives a digest in the form that WARC tools check: base32 for SHA-256 as for SHA-1.
func labelled(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256:" + base32.StdEncoding.EncodeToString(sum[:])
}

// recordID names a record by what it is, so that writing the same thing twice gives the same name (RFC 9562, version 8).
func recordID(kind string, c *isnad.Capture) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{kind, c.URL, c.At.UTC().Format(time.RFC3339Nano), c.Digest, c.Error}, "\x00")))
	u := sum[:16]
	u[6], u[8] = u[6]&0x0F|0x80, u[8]&0x3F|0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// target is the address that a record is about: where the body came from, as an ASCII URI.
func target(c *isnad.Capture) string {
	address := c.FinalURL
	if address == "" {
		address = c.URL
	}
	if u, err := url.Parse(address); err == nil {
		return u.String()
	}
	return address
}

// encode gives the capture's records, and where among them the one begins by which it is found again. first is where its
// body is already stored, nil where it is not.
func encode(c *isnad.Capture, first *stored) (members []byte, main int) {
	kind := "response"
	switch {
	case c.Status == 0 && c.Error != "":
		kind = "metadata"
	case c.Status == 0:
		kind = "resource" // a file, not an answer of a server
	case c.Status == http.StatusNotModified || first != nil:
		kind = "revisit"
	}
	id := recordID(kind, c)
	date := c.At.UTC().Format(time.RFC3339Nano)
	if c.Request != nil && c.Status != 0 {
		members = appendRecord(members, []field{{"WARC-Type", "request"}, {"WARC-Record-ID", recordID("request", c)}, {"WARC-Date", date},
			{"WARC-Target-URI", target(c)}, {"WARC-Concurrent-To", id}, {"Content-Type", "application/http; msgtype=request"}}, requestBlock(c))
	}
	fields := []field{{"WARC-Type", kind}, {"WARC-Record-ID", id}, {"WARC-Date", date}, {"WARC-Target-URI", target(c)}}
	if c.FinalURL != "" && c.FinalURL != c.URL {
		fields = append(fields, field{"Isnad-Asked-URI", c.URL})
	}
	if c.Moved != "" {
		fields = append(fields, field{"Isnad-Moved-URI", c.Moved})
	}
	if c.Error != "" {
		fields = append(fields, field{"Isnad-Error", c.Error})
	}
	fields, block := body(fields, c, kind, first)
	main = len(members)
	return appendRecord(members, fields, block), main
}

// body adds what the kind of record needs beside its block.
func body(fields []field, c *isnad.Capture, kind string, first *stored) ([]field, []byte) {
	switch kind {
	case "metadata":
		return append(fields, field{"Content-Type", "application/warc-fields"}), []byte("error: " + oneLine(c.Error) + "\r\n")
	case "revisit":
		fields = append(fields, field{"Content-Type", "application/http; msgtype=response"})
		if first == nil {
			return append(fields, field{"WARC-Profile", notModified}), responseBlock(c, 0)
		}
		fields = append(fields, field{"WARC-Profile", sameBody}, field{"WARC-Payload-Digest", labelled(c.Body)},
			field{"WARC-Refers-To", first.id}, field{"WARC-Refers-To-Target-URI", first.uri}, field{"WARC-Refers-To-Date", first.date},
			field{"Isnad-Refers-To", first.place})
		return fields, responseBlock(c, len(c.Body))
	}
	fields = append(fields, field{"WARC-Payload-Digest", labelled(c.Body)})
	if kind == "resource" {
		contentType := c.Header.Get("Content-Type")
		if contentType == "" {
			contentType = unknownType
		}
		return append(fields, field{"Content-Type", contentType}), c.Body
	}
	fields = append(fields, field{"Content-Type", "application/http; msgtype=response"})
	return fields, append(responseBlock(c, len(c.Body)), c.Body...)
}

func requestBlock(c *isnad.Capture) []byte {
	u, err := url.Parse(target(c))
	if err != nil {
		u = &url.URL{Path: "/"}
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "GET %s HTTP/1.1\r\nHost: %s\r\n", u.RequestURI(), oneLine(u.Host))
	writeHeader(&b, c.Request)
	return b.Bytes()
}

// responseBlock is the response up to its body, whose length it gives.
func responseBlock(c *isnad.Capture, length int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", c.Status, http.StatusText(c.Status))
	h := maps.Clone(c.Header)
	if h == nil {
		h = http.Header{}
	}
	for _, name := range []string{"Content-Encoding", "Transfer-Encoding", "Content-Length"} {
		if v := h[name]; v != nil {
			h["X-Archive-Orig-"+name] = v
			delete(h, name)
		}
	}
	h["Content-Length"] = []string{strconv.Itoa(length)}
	writeHeader(&b, h)
	return b.Bytes()
}

// writeHeader writes a header in order of names, and the empty line after it.
func writeHeader(b *bytes.Buffer, h http.Header) {
	for _, name := range slices.Sorted(maps.Keys(h)) {
		for _, v := range h[name] {
			fmt.Fprintf(b, "%s: %s\r\n", name, oneLine(v))
		}
	}
	b.WriteString("\r\n")
}
