package extract

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// Decode gives body as UTF-8, the charset it was read in, and what had to be mended on the way: a declaration that the
// bytes contradict, bytes that no letter stands for, text that was encoded twice. It reads in this order: byte order
// mark, bytes that are UTF-8 whatever they are called, the pattern of UTF-16, the declaration of contentType or of the
// page, and, where the declaration is missing or makes no Arabic of Arabic bytes, a guess by pairs of letters between
// windows-1256 and ISO-8859-6. It takes any bytes and never fails.
func Decode(body []byte, contentType string) (text, charset string, repairs []Repair) {
	if enc, name, skip := byteOrderMark(body); enc != nil {
		return decodeAs(body[skip:], enc, name, nil)
	}
	declared := declaredCharset(body, contentType)
	if enc, name := nulPattern(body); enc != nil {
		return decodeAs(body, enc, name, mislabelled(declared, name))
	}
	if isUTF8(body) {
		if declared != "" && declared != "utf-8" && !isASCII(body) {
			repairs = append(repairs, Repair{Kind: "encoding", Found: declared, Became: "utf-8"})
		}
		return undouble(string(body), repairs)
	}
	name := settleCharset(body, declared)
	enc, err := htmlindex.Get(name)
	if err != nil || name == "utf-8" {
		return decodeAs(body, unicode.UTF8, "utf-8", mislabelled(declared, "utf-8"))
	}
	return decodeAs(body, enc, name, mislabelled(declared, name))
}

func mislabelled(declared, found string) []Repair {
	if declared == "" || declared == found {
		return nil
	}
	return []Repair{{Kind: "encoding", Found: declared, Became: found}}
}

// decodeAs decodes and records once that some bytes were no letters.
func decodeAs(body []byte, enc encoding.Encoding, name string, repairs []Repair) (string, string, []Repair) {
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		out = bytes.ToValidUTF8(body, []byte("\uFFFD"))
	}
	if bytes.Contains(out, []byte("\uFFFD")) {
		repairs = append(repairs, Repair{Kind: "encoding", Found: "bytes outside " + name, Became: "\uFFFD"})
	}
	return string(out), name, repairs
}

// byteOrderMark reads the mark that UTF-8 and UTF-16 files may begin with.
func byteOrderMark(b []byte) (enc encoding.Encoding, name string, skip int) {
	switch {
	case bytes.HasPrefix(b, []byte("\xEF\xBB\xBF")):
		return unicode.UTF8, "utf-8", 3
	case bytes.HasPrefix(b, []byte("\xFF\xFE")):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16le", 2
	case bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16be", 2
	}
	return nil, "", 0
}

// isUTF8 reports whether b is UTF-8 but for a character cut off at its end, and holds no NUL, which UTF-16 would.
func isUTF8(b []byte) bool {
	for i := 1; i < utf8.UTFMax && len(b) >= i; i++ {
		if tail := b[len(b)-i:]; utf8.RuneStart(tail[0]) {
			if !utf8.FullRune(tail) {
				b = b[:len(b)-i]
			}
			break
		}
	}
	return utf8.Valid(b) && bytes.IndexByte(b, 0) < 0
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// nulPattern knows UTF-16 without a mark: markup and spaces make every other byte NUL, Arabic letters make it 6.
func nulPattern(b []byte) (encoding.Encoding, string) {
	b = b[:min(len(b), 4096)&^1]
	var high [2]int
	for i, c := range b {
		if c == 0 || c == 6 {
			high[i&1]++
		}
	}
	half := len(b) / 2
	switch {
	case half == 0:
	case high[1]*10 > half*8 && high[0]*10 < half*2:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16le"
	case high[0]*10 > half*8 && high[1]*10 < half*2:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16be"
	}
	return nil, ""
}

// declaredCharset is what the header says, else the page's own declaration, as a name of the Encoding Standard.
func declaredCharset(body []byte, contentType string) string {
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		if name := canonicalCharset(params["charset"]); name != "" {
			return name
		}
	}
	head := body[:min(len(body), 4096)]
	for {
		i := bytes.Index(head, []byte("charset="))
		if i < 0 {
			break
		}
		head = bytes.TrimLeft(head[i+len("charset="):], " \"'")
		end := bytes.IndexAny(head, " \"'>;/\r\n\t")
		if end < 0 {
			end = len(head)
		}
		if name := canonicalCharset(string(head[:end])); name != "" {
			return name
		}
	}
	return xmlCharset(body)
}

// xmlCharset reads the declaration that a feed begins with.
func xmlCharset(body []byte) string {
	if !bytes.HasPrefix(bytes.TrimLeft(body, " \r\n\t"), []byte("<?xml")) {
		return ""
	}
	head := body[:min(len(body), 256)]
	_, after, ok := bytes.Cut(head, []byte("encoding="))
	if !ok || len(after) < 2 {
		return ""
	}
	name, _, _ := bytes.Cut(after[1:], after[:1])
	return canonicalCharset(string(name))
}

func canonicalCharset(label string) string {
	enc, err := htmlindex.Get(strings.TrimSpace(label))
	if err != nil {
		return ""
	}
	name, err := htmlindex.Name(enc)
	if err != nil {
		return ""
	}
	return name
}

// undouble mends text that was read in a Latin or Arabic single-byte charset and encoded again («Ø§Ù„Ù…»).
func undouble(text string, repairs []Repair) (string, string, []Repair) {
	for _, c := range doubleMarks {
		if strings.Count(text, c.mark) < 3 || strings.Count(text, c.mark)*40 < strings.Count(text, " ") {
			continue
		}
		if fixed, ok := reencode(text, c.enc); ok {
			return fixed, "utf-8", append(repairs, Repair{Kind: "encoding", Found: c.mark + "…", Became: "ال…"})
		}
	}
	return text, "utf-8", repairs
}

// doubleMarks are what the article «ال» becomes when its UTF-8 is read in each charset.
var doubleMarks = []struct {
	mark string
	enc  *charmap.Charmap
}{{"Ø§Ù", charmap.Windows1252}, {"ط§ظ", charmap.Windows1256}}

// reencode turns each stretch the charmap can hold back to bytes and keeps it where these are UTF-8.
func reencode(text string, enc *charmap.Charmap) (string, bool) {
	out := make([]byte, 0, len(text))
	for _, r := range text {
		if b, ok := enc.EncodeRune(r); ok {
			out = append(out, b)
		} else if r < 0x100 {
			out = append(out, byte(r)) // the C1 controls that windows-1252 leaves undefined
		} else {
			out = utf8.AppendRune(out, r)
		}
	}
	bad := 0
	for i := 0; i < len(out); {
		r, n := utf8.DecodeRune(out[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		}
		i += n
	}
	if bad*200 > len(out) {
		return "", false
	}
	return string(bytes.ToValidUTF8(out, []byte("\uFFFD"))), true
}
