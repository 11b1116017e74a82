package isnad

import "unicode/utf8"

// Offsets are looked up from marks set every so many bytes or code points, so that a lookup costs a short walk and an
// article of megabytes costs little memory.
const markEvery = 64

// codePointsOf gives a function from byte offsets of text to code points.
func codePointsOf(text string) func(int) int {
	marks := make([]int, 0, len(text)/markEvery+1) // code points before each multiple of markEvery bytes
	n := 0
	for i := 0; i < len(text); i++ {
		if i%markEvery == 0 {
			marks = append(marks, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return func(offset int) int {
		if offset <= 0 {
			return 0
		}
		if offset >= len(text) {
			return n
		}
		count := marks[offset/markEvery]
		for i := offset - offset%markEvery; i < offset; i++ {
			if utf8.RuneStart(text[i]) {
				count++
			}
		}
		return count
	}
}

// bytesOf gives a function from code point offsets of text to bytes.
func bytesOf(text string) func(int) int {
	var marks []int // bytes before each multiple of markEvery code points
	n := 0
	for i := range text {
		if n%markEvery == 0 {
			marks = append(marks, i)
		}
		n++
	}
	return func(offset int) int {
		if offset <= 0 {
			return 0
		}
		if offset >= n {
			return len(text)
		}
		at := marks[offset/markEvery]
		for range offset % markEvery {
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
		}
		return at
	}
}
