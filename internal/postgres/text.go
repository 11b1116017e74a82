package postgres

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
	"unicode/utf8"
)

// text is a string as PostgreSQL can keep it: valid UTF-8 without the character zero, which it cannot. Both are replaced by
// U+FFFD, in what is stored and in what is asked for alike.
func text(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// maxKey is the longest key, in bytes, that is stored as it is: an index of PostgreSQL takes no row above a third of a page.
const maxKey = 1000

// key is text by which something is found: a longer one is cut, with its digest in place of its end.
func key(s string) string {
	s = text(s)
	if len(s) <= maxKey {
		return s
	}
	sum := sha256.Sum256([]byte(s))
	cut := maxKey - 65
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "#" + hex.EncodeToString(sum[:])
}

// clean makes arguments that can be sent.
func clean(args []any) []any {
	for i, a := range args {
		switch v := a.(type) {
		case string:
			args[i] = text(v)
		case []string:
			args[i] = each(v, text)
		}
	}
	return args
}

func each(all []string, of func(string) string) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = of(s)
	}
	return out
}

// millis is a time as it is stored, 0 where there is none; moment is the reverse.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
