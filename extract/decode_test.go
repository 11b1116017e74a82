package extract

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func TestDecode(t *testing.T) {
	const said = "أعلنت بلدية مدينة الزهراء افتتاح جسر جديد للمشاة"
	utf16 := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	for _, c := range []struct {
		name, contentType, prefix string
		enc                       encoding.Encoding
		want                      string
		mended                    int
	}{
		{"UTF-8", "text/html; charset=utf-8", "", nil, "utf-8", 0},
		{"UTF-8 with a mark", "", "\xEF\xBB\xBF", nil, "utf-8", 0},
		{"UTF-8 called windows-1256", "text/html; charset=windows-1256", "", nil, "utf-8", 1},
		{"windows-1256 by its header", "text/html; charset=windows-1256", "", charmap.Windows1256, "windows-1256", 0},
		{"windows-1256 by its page", "", "<meta charset=windows-1256>", charmap.Windows1256, "windows-1256", 0},
		{"windows-1256 undeclared", "text/html", "", charmap.Windows1256, "windows-1256", 0},
		{"windows-1256 called UTF-8", "text/html; charset=utf-8", "", charmap.Windows1256, "windows-1256", 1},
		{"windows-1256 called Latin", "text/html; charset=iso-8859-1", "", charmap.Windows1256, "windows-1256", 1},
		{"ISO-8859-6 undeclared", "", "", charmap.ISO8859_6, "iso-8859-6", 0},
		{"ISO-8859-6 called windows-1256", "text/html; charset=windows-1256", "", charmap.ISO8859_6, "iso-8859-6", 1},
		{"UTF-16 without a mark", "", "", utf16, "utf-16le", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			body := said
			if c.enc != nil {
				b, err := c.enc.NewEncoder().String(said)
				if err != nil {
					t.Fatal(err)
				}
				body = b
			}
			text, charset, repairs := Decode([]byte(c.prefix+body), c.contentType)
			if text != c.prefix+said && text != said {
				t.Errorf("text %q", text)
			}
			if charset != c.want || len(repairs) != c.mended {
				t.Errorf("charset %q, want %q; repairs %v, want %d", charset, c.want, repairs, c.mended)
			}
		})
	}
}

func TestDecodeTwiceEncoded(t *testing.T) {
	const said = "أعلنت بلدية مدينة الزهراء افتتاح الجسر الجديد والحديقة العامة والسوق القديم"
	doubled := ""
	for _, b := range []byte(said) {
		r := charmap.Windows1252.DecodeByte(b)
		if r == '\uFFFD' {
			r = rune(b) // as browsers do
		}
		doubled += string(r)
	}
	if text, _, repairs := Decode([]byte(doubled), ""); text != said || len(repairs) != 1 {
		t.Errorf("%q, %v", text, repairs)
	}
}
