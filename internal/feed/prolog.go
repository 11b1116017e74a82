package feed

import (
	"regexp"
	"strconv"
	"strings"
)

// Bounds of what a document type may declare: entities in entities are never followed, so that none explode.
const (
	maxEntities = 200
	maxEntity   = 1000    // bytes of one
	maxExpanded = 1 << 20 // bytes that entities add to a feed
)

var (
	entityDeclaration = regexp.MustCompile(`<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:"([^"&%<]*)"|'([^'&%<]*)')\s*>`)
	numericReference  = regexp.MustCompile(`&#(?:[xX]0*([0-9A-Fa-f]{1,6})|0*([0-9]{1,7}));`)
)

// withoutProlog takes away the declaration, which may name a charset that is undone by now, and the document type, of
// whose entities those are put into the text that stand for plain text.
func withoutProlog(text string) string {
	text = declaration.ReplaceAllString(text, "")
	start := strings.Index(text, "<!DOCTYPE")
	if start < 0 || start > 4096 {
		return legal(text)
	}
	end := doctypeEnd(text[start:])
	kind := text[start : start+end]
	text = text[:start] + text[start+end:]
	left := maxExpanded
	for _, m := range entityDeclaration.FindAllStringSubmatch(kind[:min(len(kind), 256<<10)], maxEntities) {
		value := m[2] + m[3]
		name := "&" + m[1] + ";"
		n := strings.Count(text, name)
		if len(value) > maxEntity || n == 0 || n*len(value) > left {
			continue
		}
		left -= n * len(value)
		text = strings.ReplaceAll(text, name, value)
	}
	return legal(text)
}

// doctypeEnd gives where a document type ends: after its internal subset where it has one, before the first element where
// it is never closed.
func doctypeEnd(text string) int {
	depth, quote := 0, byte(0)
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c == '<':
			if rest := text[i:]; !strings.HasPrefix(rest, "<!") && !strings.HasPrefix(rest, "<?") {
				return i
			}
			depth++
		case c == '>' && depth <= 0:
			return i + 1
		case c == '>':
			depth--
		}
	}
	return len("<!DOCTYPE")
}

// legal drops references to characters that XML does not have.
func legal(text string) string {
	if !strings.Contains(text, "&#") {
		return text
	}
	return numericReference.ReplaceAllStringFunc(text, func(ref string) string {
		m := numericReference.FindStringSubmatch(ref)
		n, err := strconv.ParseInt(m[2], 10, 32)
		if m[1] != "" {
			n, err = strconv.ParseInt(m[1], 16, 32)
		}
		if err != nil || n < 0x20 && n != '\t' && n != '\n' && n != '\r' || n >= 0xD800 && n <= 0xDFFF || n == 0xFFFE || n == 0xFFFF || n > 0x10FFFF {
			return ""
		}
		return ref
	})
}
