package extract

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"isnad/internal/letters"
)

// arabicCharmaps are the single-byte charsets in which Arabic pages were and are written.
var arabicCharmaps = []struct {
	name string
	enc  *charmap.Charmap
}{{"windows-1256", charmap.Windows1256}, {"iso-8859-6", charmap.ISO8859_6}}

// guess is how well the bytes of a page read as Arabic in one charset.
type guess struct {
	name  string
	sum   float64 // log likelihood of the letters
	pairs int
}

// mean is the log likelihood of a letter; of no letters it is that of chance.
func (g guess) mean() float64 {
	if g.pairs == 0 {
		return leastMean
	}
	return g.sum / float64(g.pairs)
}

// leastMean is what a letter of Arabic must be likelier than: prose has −2.5 and single words up to −3.5, what is read in
// the wrong charset −5 and less.
const leastMean = -4.2

// clearly is by how much, of the whole text, another charset must read better before a declaration is doubted: it is then
// twenty times as likely.
const clearly = 3

// settleCharset chooses the charset of bytes that are not UTF-8. A declaration stands unless an Arabic charset explains
// the bytes clearly better; UTF-8 with a few broken bytes stays UTF-8.
func settleCharset(body []byte, declared string) string {
	sample, mixed := highSample(body)
	if mostlyUTF8(sample) {
		return "utf-8"
	}
	best, own := guess{}, guess{}
	for _, c := range arabicCharmaps {
		g := guess{name: c.name}
		g.sum, g.pairs = letters.Arabic().Score(sample, c.enc.DecodeByte)
		if best.name == "" || g.sum > best.sum {
			best = g
		}
		if c.name == declared {
			own = g
		}
	}
	readable := best.mean() > leastMean && !mixed
	switch {
	case declared != "" && declared != "utf-8" && (!readable || own.name != "" && best.sum < own.sum+clearly):
		return declared
	case readable:
		return best.name
	case declared != "":
		return declared
	}
	return "windows-1252"
}

// highSample gathers up to 64 KB of the body's stretches that are not ASCII, a space after each, and reports whether most
// of them have a Latin letter at their side, as the accented letters of European languages have.
func highSample(body []byte) (sample []byte, mixed bool) {
	const most = 64 << 10
	sample = make([]byte, 0, min(len(body)+1, most))
	stretches, sided := 0, 0
	for i := 0; i < len(body) && len(sample) < most; {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		j := i
		for j < len(body) && body[j] >= utf8.RuneSelf {
			j++
		}
		stretches++
		if i > 0 && isLatin(body[i-1]) || j < len(body) && isLatin(body[j]) {
			sided++
		}
		sample = append(append(sample, body[i:min(j, i+most)]...), ' ')
		i = j
	}
	return sample, sided*2 > stretches
}

func isLatin(b byte) bool { return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' }

// mostlyUTF8 allows one broken sequence in fifty.
func mostlyUTF8(sample []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(sample); {
		r, n := utf8.DecodeRune(sample[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		i += n
	}
	return good > 0 && good >= 50*bad
}
