package archive

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
)

// foreign writes a response record as some other tool might; off is added to the length that it claims.
func foreign(uri, body string, off int) string {
	block := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <%s>\r\nWARC-Date: 2025-06-29T12:00:00Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		uri, len(block)+off, block)
}

func zip(parts ...string) []byte {
	var b bytes.Buffer
	for _, p := range parts {
		z := gzip.NewWriter(&b)
		z.Write([]byte(p))
		z.Close()
	}
	return b.Bytes()
}

// bodies reads a file and gives its captures' bodies; findings are marked with "!".
func bodies(t testing.TB, warc []byte) []string {
	t.Helper()
	var out []string
	err := ReadWARC(bytes.NewReader(warc), func(r Record) error {
		c, err := r.Capture()
		if err != nil {
			return nil
		}
		mark := ""
		if len(r.Findings) > 0 {
			mark = "!"
		}
		out = append(out, mark+string(c.Body))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestForeignWARC(t *testing.T) {
	a, b, c := foreign("http://a.test/", "واحد", 0), foreign("http://b.test/", "اثنان", 0), foreign("http://c.test/", "ثلاثة", 0)
	long := strings.Repeat("سيل ", 100_000)
	cut := zip(a, b)
	for _, k := range []struct {
		name string
		warc []byte
		want []string
	}{
		{"empty", nil, nil},
		{"no WARC at all", []byte("<html>صفحة</html>"), nil},
		{"plain", []byte(a + b), []string{"واحد", "اثنان"}},
		{"gzip by record", zip(a, b), []string{"واحد", "اثنان"}},
		{"gzip as a whole", zip(a + b + c), []string{"واحد", "اثنان", "ثلاثة"}},
		{"bare line feeds", []byte(strings.ReplaceAll(a+b, "\r\n", "\n")), []string{"!واحد", "!اثنان"}},
		{"length too short", []byte(foreign("http://a.test/", "واحد واحد", -5) + b), []string{"!واحد واحد", "اثنان"}},
		{"length too long", []byte(foreign("http://a.test/", "واحد", 50) + b), []string{"!واحد", "اثنان"}},
		{"length far too long", []byte(foreign("http://a.test/", "واحد", 1<<40) + b), nil},
		{"length too long at the end", []byte(a + foreign("http://b.test/", "اثنان", 50)), []string{"واحد", "!اثنان"}},
		{"no length", []byte(strings.Replace(a, "Content-Length", "X", 1) + b), []string{"!واحد", "اثنان"}},
		{"truncated", []byte(a + b[:len(b)-10]), []string{"واحد", "!اث"}},
		{"garbage between", []byte(a + "garbage\r\nmore WAR garbage" + b), nil},
		{"garbage between members", append(append(zip(a), "garbage"...), zip(b)...), []string{"واحد", "اثنان"}},
		{"truncated compression", cut[:len(cut)-20], nil},
		{"a long body", zip(foreign("http://a.test/", long, 0), b), []string{long, "اثنان"}},
		{"no blank lines between", []byte(strings.TrimSpace(a) + b), []string{"واحد", "اثنان"}},
		{"the mark inside a body", zip(foreign("http://a.test/", "x\r\n\r\nWARC/1.0\r\ny", 0), b), []string{"x\r\n\r\nWARC/1.0\r\ny", "اثنان"}},
		{"older versions", []byte(strings.ReplaceAll(a, "WARC/1.0", "WARC/0.17")), []string{"واحد"}},
		{"chunked", []byte(foreignBlock("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nabcde\r\n3\r\nfgh\r\n0\r\n\r\n")), []string{"abcdefgh"}},
		{"chunks undone", []byte(foreignBlock("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nنص")), []string{"نص"}},
		{"chunks broken", []byte(foreignBlock("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\nzz\r\n")), []string{"!abcde"}},
		{"compressed body", []byte(foreignBlock("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + string(zip("نص")))), []string{"نص"}},
		{"compression undone", []byte(foreignBlock("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nنص")), []string{"نص"}},
		{"half a compressed body", []byte(foreignBlock("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + string(zip(long)[:300]))), nil},
	} {
		got := bodies(t, k.warc)
		if k.want == nil { // only that nothing breaks, and that whole records are found
			continue
		}
		if diff := cmp.Diff(k.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%.600s", k.name, diff)
		}
	}
	if got := bodies(t, []byte(a+"garbage\r\nmore WAR garbage"+b)); len(got) != 2 {
		t.Errorf("garbage between: %q", got)
	}
	if got := bodies(t, cut[:len(cut)-20]); len(got) == 0 || got[0] != "واحد" {
		t.Errorf("truncated compression: %q", got)
	}
}

func foreignBlock(block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.test/\r\nWARC-Date: 2025-06-29T12:00:00Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", len(block), block)
}

// TestResume reads on from every record's place, in all three makes of file.
func TestResume(t *testing.T) {
	var parts []string
	for i := range 6 {
		parts = append(parts, foreign(fmt.Sprintf("http://a.test/%d", i), strings.Repeat("س", i*100), 0))
	}
	for name, warc := range map[string][]byte{"plain": []byte(strings.Join(parts, "")), "by record": zip(parts...), "as a whole": zip(strings.Join(parts, "")),
		"mixed": zip(parts[0], parts[1]+parts[2], parts[3]+parts[4]+parts[5])} {
		whole := bodies(t, warc)
		n := 0
		err := ReadWARC(bytes.NewReader(warc), func(r Record) error {
			n++
			left := -r.Nth - 1
			ReadWARC(bytes.NewReader(warc[r.Offset:]), func(Record) error { left++; return nil })
			if left != len(whole)-n {
				t.Errorf("%s: after record %d %d are left, want %d", name, n, left, len(whole)-n)
			}
			if r.End != 0 {
				if after := bodies(t, warc[r.End:]); len(after) != len(whole)-n {
					t.Errorf("%s: from the end of record %d %d are left, want %d", name, n, len(after), len(whole)-n)
				}
			}
			return nil
		})
		if err != nil || n != 6 {
			t.Errorf("%s: %d records, %v", name, n, err)
		}
	}
}

func FuzzReadWARC(f *testing.F) {
	a, b := foreign("http://a.test/", "واحد", 0), foreign("http://b.test/", "اثنان", -3)
	f.Add([]byte(a + b))
	f.Add(zip(a, b))
	f.Add(zip(a + b))
	f.Add([]byte("WARC/1.0\n\nWARC/1.0\r\nContent-Length: -1\r\n\r\n"))
	f.Add([]byte(foreignBlock("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n")))
	f.Fuzz(func(t *testing.T, warc []byte) {
		last := int64(-1)
		n := 0
		err := ReadWARC(bytes.NewReader(warc), func(r Record) error {
			if r.Offset < last || r.Offset > int64(len(warc)) || r.End > int64(len(warc)) {
				t.Errorf("record at %d–%d after %d of %d", r.Offset, r.End, last, len(warc))
			}
			last = r.Offset
			n++
			r.Capture()
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		if n > len(warc)/5+1 {
			t.Errorf("%d records in %d bytes", n, len(warc))
		}
	})
}

// TestOtherReaderAgrees lets warcio, a reader that shares no code with ours, check the digests of what we write.
func TestOtherReaderAgrees(t *testing.T) {
	python := os.Getenv("ISNAD_WARCIO_PYTHON")
	if python == "" {
		python = "python3"
	}
	if exec.Command(python, "-c", "import warcio").Run() != nil {
		t.Skip("warcio is not installed for " + python + " (pip install warcio; ISNAD_WARCIO_PYTHON names another Python)")
	}
	dir := t.TempDir()
	f := open(t, dir)
	for _, n := range []int{1, 2, 1} {
		c := page(n)
		c.Request = map[string][]string{"User-Agent": {"Isnad"}}
		appendTo(t, f, c)
	}
	f.Close()
	names, _ := f.files()
	path := filepath.Join(dir, names[0])
	out, err := exec.Command(python, "-m", "warcio.cli", "check", "-v", path).CombinedOutput()
	if err != nil || bytes.Contains(out, []byte("failed")) {
		t.Errorf("warcio check: %v\n%s", err, out)
	}
	const script = `import sys
from warcio.archiveiterator import ArchiveIterator
for r in ArchiveIterator(open(sys.argv[1],'rb')):
    print(r.rec_type, r.rec_headers.get_header('WARC-Target-URI'), len(r.content_stream().read()))
`
	out, err = exec.Command(python, "-c", script, path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	want := fmt.Sprintf("response http://almarfa.test/%%D8%%AE%%D8%%A8%%D8%%B1/2 %d", len(page(2).Body))
	if got := string(out); strings.Count(got, "request ") != 3 || strings.Count(got, "revisit ") != 1 || !strings.Contains(got, want) {
		t.Errorf("warcio reads\n%s", got)
	}
}

// BenchmarkReadWARC measures reading a foreign file made of pages of 60 KB, by the bytes of the file and of the pages.
func BenchmarkReadWARC(b *testing.B) {
	var parts []string
	plain := 0
	for i := range 200 {
		var page strings.Builder
		for j := range 700 {
			fmt.Fprintf(&page, "<p class=\"c%d\">خبر رقم %d عن سيل الوادعة وما قاله %x</p>\n", j%7, i*700+j, (i*7919+j*104729)*2654435761)
		}
		plain += page.Len()
		parts = append(parts, foreign(fmt.Sprintf("http://a.test/%d", i), page.String(), 0))
	}
	for name, warc := range map[string][]byte{"gzip": zip(parts...), "plain": []byte(strings.Join(parts, ""))} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(warc)))
			for b.Loop() {
				if n := len(bodies(b, warc)); n != len(parts) {
					b.Fatal(n)
				}
			}
			b.ReportMetric(float64(plain)*float64(b.N)/b.Elapsed().Seconds()/1e6, "page-MB/s")
		})
	}
}
