package coding

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// encoders are the content encodings that servers send.
var encoders = map[string]func(io.Writer) io.WriteCloser{
	"gzip":    func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
	"br":      func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) },
	"deflate": func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) },
	"Deflate": func(w io.Writer) io.WriteCloser { f, _ := flate.NewWriter(w, 9); return f },
	"zstd":    func(w io.Writer) io.WriteCloser { z, _ := zstd.NewWriter(w); return z },
}

func encode(t testing.TB, coding string, body []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := encoders[coding](&b)
	if _, err := w.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestContentEncodings(t *testing.T) {
	page := []byte(strings.Repeat("سيل الوادعة ", 1000))
	for coding := range encoders {
		got, err := Decode(bytes.NewReader(encode(t, coding, page)), coding, 1<<20)
		if err != nil || !bytes.Equal(got, page) {
			t.Errorf("%s: %d bytes, %v", coding, len(got), err)
		}
	}
	twice := encode(t, "br", encode(t, "gzip", page))
	if got, err := Decode(bytes.NewReader(twice), "gzip, br", 1<<20); err != nil || !bytes.Equal(got, page) {
		t.Errorf("nested: %d bytes, %v", len(got), err)
	}
	if _, err := Decode(bytes.NewReader(twice), "gzip,gzip,gzip,gzip", 1<<20); err == nil {
		t.Error("four nested encodings passed")
	}
	half := encode(t, "gzip", page)[:100]
	if got, err := Decode(bytes.NewReader(half), "gzip", 1<<20); err == nil {
		t.Errorf("half a gzip stream gave %d bytes and no error", len(got))
	}
}

func TestBombsAreBounded(t *testing.T) {
	const limit = 15 << 20
	zeros := make([]byte, 64<<20)
	for coding := range encoders {
		bomb := encode(t, coding, zeros)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Decode(bytes.NewReader(bomb), coding, limit)
		runtime.ReadMemStats(&after)
		if err == nil || !strings.Contains(err.Error(), ErrTooLarge.Error()) {
			t.Errorf("%s: a bomb of %d bytes gave %v", coding, len(bomb), err)
		}
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 128 {
			t.Errorf("%s: %d MB allocated", coding, used)
		}
	}
	nested := encode(t, "gzip", encode(t, "gzip", zeros))
	if _, err := Decode(bytes.NewReader(nested), "gzip, gzip", limit); err == nil {
		t.Error("a nested bomb passed")
	}
}

func FuzzDecode(f *testing.F) {
	for coding := range encoders {
		f.Add(encode(f, coding, []byte("نص قصير")), strings.ToLower(coding))
	}
	f.Fuzz(func(t *testing.T, body []byte, codings string) {
		if got, err := Decode(bytes.NewReader(body), codings, 1<<16); err == nil && len(got) > 1<<16 {
			t.Errorf("%d bytes came through", len(got))
		}
	})
}
