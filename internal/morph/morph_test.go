package morph

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestNotes holds the checksum that each table's note names.
func TestNotes(t *testing.T) {
	for _, name := range []string{"frequency", "stems", "segment", "tag"} {
		table, err := os.ReadFile(name + ".bin")
		if err != nil {
			t.Fatal(err)
		}
		note, err := os.ReadFile(name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		if sum := fmt.Sprintf("sha256 %x", sha256.Sum256(table)); !strings.Contains(string(note), sum) {
			t.Errorf("%s.txt does not hold %q", name, sum)
		}
		if len(table) >= 3<<20 {
			t.Errorf("%s.bin has %d bytes", name, len(table))
		}
	}
}

func TestTable(t *testing.T) {
	words := map[string]uint16{}
	for i := range 5000 {
		words[fmt.Sprintf("%c%c%c", 1+i%36, 1+i/36%36, 1+i/1296)] = uint16(1 + i%200)
	}
	table, err := OpenTable(BuildTable(words, 8, 2))
	if err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for w, v := range words {
		if table.Of([]byte(w)) != v {
			wrong++
		}
	}
	if wrong > 5 { // words that share bucket and fingerprint
		t.Errorf("%d of %d words have another value", wrong, len(words))
	}
	for _, bad := range []string{"", "MTB1", "MTB1\x08\x02", "MTB9\x01\x01\x00\x00"} {
		if _, err := OpenTable([]byte(bad)); err == nil {
			t.Errorf("OpenTable(%q) gave no error", bad)
		}
	}
}

func TestBest(t *testing.T) {
	for word, want := range map[string]string{
		"وللمدرسة": "و+ل+ال+مدرس+ة", "بلينكن": "بلينكن", "ألمانيا": "ألمانيا", "مما": "من+ما", "وسيعلنون": "و+س+يعلن+ون",
		"كتابهم": "كتاب+هم", "الوزراء": "ال+وزراء", "وزير": "وزير",
	} {
		w, ok := Spell(word)
		if !ok {
			t.Fatal(word)
		}
		if got := w.Write([]rune(word), Segment().Best(&w)); got != want {
			t.Errorf("%s is cut %s, want %s", word, got, want)
		}
	}
}

func TestBase(t *testing.T) {
	for word, want := range map[string]string{
		"يعلن": "اعلن", "الوزراء": "وزير", "مدارس": "مدرس", "أحزاب": "حزب", "شوارع": "شارع", "إعلان": "اعلن", "كتاب": "كتاب",
	} {
		w, _ := Spell(word)
		if got := Text(Words().Base(&w, Segment().Best(&w))); got != want {
			t.Errorf("the base of %s is %s, want %s", word, got, want)
		}
	}
}
