package ingest

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"unicode/utf8"
)

// inputKind is what a file holds, told by its first bytes, not by its name.
type inputKind int

const (
	unknownFile inputKind = iota
	jsonLines
	warcFile
	opmlFile
	pageFile // HTML or plain text
)

// sniffed is how much of a file is looked at to tell what it holds and to recognise it again.
const sniffed = 64 << 10

// input is a file open for import, decompressed.
type input struct {
	path        string
	kind        inputKind
	reason      string // why the kind is unknown
	fingerprint string // of its beginning, size and time of change: the same file under another name is the same
	content     *bufio.Reader
	file        *os.File
	read        countingReader
}

// countingReader counts the bytes of the file as it lies on disk, for the progress bar.
type countingReader struct {
	r io.Reader
	n atomic.Int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	return n, err
}

func openInput(path string) (*input, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	in := &input{path: path, file: f}
	in.read.r = f
	if err := in.start(); err != nil {
		f.Close()
		return nil, err
	}
	return in, nil
}

func (in *input) Close() error { return in.file.Close() }

// start tells the kind and puts the decompressor between, if the file needs one. WARC files stay compressed: their
// records are compressed one by one, and their reader wants the offsets.
func (in *input) start() error {
	raw := bufio.NewReaderSize(&in.read, sniffed)
	head, err := raw.Peek(sniffed)
	if err != nil && err != io.EOF {
		return err
	}
	info, err := in.file.Stat()
	if err != nil {
		return err
	}
	sum := sha256.Sum256(fmt.Appendf(bytes.Clone(head), "|%d|%d", info.Size(), info.ModTime().UnixNano()))
	in.fingerprint = hex.EncodeToString(sum[:16])
	in.content = raw
	if !bytes.HasPrefix(head, []byte{0x1f, 0x8b}) {
		in.kind, in.reason = sniff(head)
		return nil
	}
	inner, err := decompressedHead(head)
	if err != nil {
		in.reason = fmt.Sprintf("a broken gzip file: %v", err)
		return nil
	}
	in.kind, in.reason = sniff(inner)
	if in.kind == warcFile {
		return nil
	}
	z, err := gzip.NewReader(raw)
	if err != nil {
		return err
	}
	in.content = bufio.NewReaderSize(z, sniffed)
	return nil
}

// decompressedHead gives the beginning of what head, the beginning of a gzip file, holds.
func decompressedHead(head []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return nil, err
	}
	inner := make([]byte, 4096)
	n, err := io.ReadFull(z, inner)
	if n == 0 && err != io.EOF {
		return nil, err
	}
	return inner[:n], nil
}

// sniff tells what a file holds from its first bytes.
func sniff(head []byte) (inputKind, string) {
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	lower := strings.ToLower(string(text[:min(len(text), 512)]))
	switch {
	case len(text) == 0:
		return unknownFile, "the file is empty"
	case strings.HasPrefix(lower, "warc/"):
		return warcFile, ""
	case text[0] == '{':
		return jsonLines, ""
	case strings.Contains(lower, "<opml"):
		return opmlFile, ""
	case binary(text):
		return unknownFile, "neither text nor HTML, JSON Lines, WARC or OPML"
	}
	return pageFile, ""
}

// binary reports whether the bytes are no text in any charset: control characters that no text has. UTF-16 has many NULs
// but says so with its first two bytes.
func binary(b []byte) bool {
	if bytes.HasPrefix(b, []byte{0xff, 0xfe}) || bytes.HasPrefix(b, []byte{0xfe, 0xff}) {
		return false
	}
	b = b[:min(len(b), 4096)]
	controls := 0
	for _, c := range b {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b {
			controls++
		}
	}
	return controls*50 > len(b) || (bytes.IndexByte(b, 0) >= 0 && !utf8.Valid(b))
}
