package extract

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// TestDecodeWhateverIsDeclared writes short and long texts, alone and inside a page, in each charset of Arabic pages, and reads
// them under every declaration that servers give. A single word of letters that both old charsets have may be either.
func TestDecodeWhateverIsDeclared(t *testing.T) {
	page := func(s string) string {
		return "<html><head><title>" + s + "</title></head><body><div class=\"a\"><p>" + s + "</p></div></body></html>"
	}
	texts := []string{"جسر جديد", "رئيس البلدية", "وقال الوزير إن العمل مستمر", "مدرسة الفنون تستقبل دفعتها الأولى", "أخبار العالم", "شط العرب", "٤ نوفمبر ٢٠٢٣"}
	encodings := map[string]encoding.Encoding{
		"windows-1256": charmap.Windows1256, "iso-8859-6": charmap.ISO8859_6,
		"utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16be": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
		"utf-16 with a mark": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
	}
	for _, declared := range []string{"", "utf-8", "iso-8859-1", "windows-1252", "iso-8859-6", "windows-1256", "utf-16"} {
		for name, enc := range encodings {
			t.Run(name+" called "+declared, func(t *testing.T) {
				for _, s := range texts {
					for _, in := range []string{s, page(s), strings.Repeat(page(s+" "), 40)} {
						b, err := enc.NewEncoder().String(in)
						if err != nil {
							continue // ISO 8859-6 has no Arabic digits
						}
						if got, charset, _ := Decode([]byte(b), "text/html; charset="+declared); got != in {
							t.Errorf("%.60q is read as %s: %.60q", in, charset, got)
						}
					}
				}
			})
		}
	}
}

// TestDecodeLatin keeps European languages from being taken for Arabic.
func TestDecodeLatin(t *testing.T) {
	for name, text := range map[string]string{
		"French":  "L'été dernier, la municipalité a inauguré une passerelle pour piétons près du marché, et l'école voisine a été rénovée.",
		"German":  "Die neue Fußgängerbrücke über den Fluß wurde für weniger Geld gebaut als geplant, sagte der Bürgermeister.",
		"Spanish": "El año pasado el señor alcalde inauguró la pasarela según lo previsto.",
	} {
		b, err := charmap.Windows1252.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, contentType := range []string{"", "text/html; charset=windows-1252", "text/html; charset=utf-8"} {
			got, charset, _ := Decode([]byte(b), contentType)
			if strings.HasPrefix(charset, "windows-1256") || strings.HasPrefix(charset, "iso-8859-6") {
				t.Errorf("%s under %q is read as %s: %q", name, contentType, charset, got)
			}
		}
	}
}

func TestHighSample(t *testing.T) {
	for name, c := range map[string]struct {
		in, sample string
		mixed      bool
	}{
		"words between markup":    {"<p>\xc7\xe1 \xcc\xd3\xd1</p>", "\xc7\xe1 \xcc\xd3\xd1 ", false},
		"accents within words":    {"\xe9t\xe9 pass\xe9", "\xe9 \xe9 \xe9 ", true},
		"nothing above ASCII":     {"plain", "", false},
		"a word beside a tag end": {"<b>\xc7</b>", "\xc7 ", false},
	} {
		t.Run(name, func(t *testing.T) {
			sample, mixed := highSample([]byte(c.in))
			if string(sample) != c.sample || mixed != c.mixed {
				t.Errorf("%q %v", sample, mixed)
			}
		})
	}
}
