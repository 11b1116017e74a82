package gold

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestLines(t *testing.T) {
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	w.Write([]byte("السطر الأول\nالثاني\n"))
	w.Close()
	for _, c := range []struct {
		name    string
		content []byte
		want    []string
		fails   bool
	}{
		{"plain.txt", []byte("السطر الأول\r\nالثاني"), []string{"السطر الأول", "الثاني"}, false},
		{"packed.gz", z.Bytes(), []string{"السطر الأول", "الثاني"}, false},
		{"cut.gz", z.Bytes()[:z.Len()-6], []string{"السطر الأول", "الثاني"}, true},
		{"none.gz", []byte("no gzip"), nil, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), c.name)
			if err := os.WriteFile(path, c.content, 0o600); err != nil {
				t.Fatal(err)
			}
			var got []string
			failed := false
			for line, err := range Lines(path) {
				if err != nil {
					failed = true
					break
				}
				got = append(got, string(line))
			}
			if !slices.Equal(got, c.want) || failed != c.fails {
				t.Errorf("%q, failed %v; want %q, %v", got, failed, c.want, c.fails)
			}
		})
	}
	for _, err := range Lines(filepath.Join(t.TempDir(), "nowhere")) {
		if err == nil {
			t.Error("a file that is not there has lines")
		}
	}
}
