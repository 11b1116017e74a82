package arabic

import (
	"unicode/utf8"

	"isnad/internal/morph"
)

// maxLoanChanges is how many letters two spellings of one loan name may differ in.
const maxLoanChanges = 2

// LoanSpellings reports whether two folded words can be spellings of one foreign name: they differ in one or two letters, each of
// them a vowel written or not («نتنياهو», «نتانياهو»; «اميركا», «امريكا») or a consonant that Arabic writes in several
// ways («غوغل», «جوجل»), and neither is an Arabic word, because «محمد» and «محمود» differ so as well.
func LoanSpellings(a, b string) bool {
	if a == b || max(len(a), len(b)) > 2*morph.MaxLetters || utf8.RuneCountInString(a) < 4 || utf8.RuneCountInString(b) < 4 || isNative(a) || isNative(b) {
		return false
	}
	return loanChanges([]rune(a), []rune(b)) <= maxLoanChanges
}

// isNative reports whether a word is one of the Arabic lexicon, not only of lists of names.
func isNative(folded string) bool {
	w, ok := morph.Spell(folded)
	if !ok {
		return true
	}
	return morph.Words().ClassOf(w.Letters())&(morph.Perfect|morph.Adjectival|morph.Function|morph.Numeral) != 0
}

// loanChanges is the least number of changes that make b of a, of the kinds that spellings of a foreign name differ in;
// more than maxLoanChanges where there are other differences.
func loanChanges(a, b []rune) int {
	if len(a)-len(b) > maxLoanChanges || len(b)-len(a) > maxLoanChanges {
		return maxLoanChanges + 1
	}
	last := make([]int, len(b)+1)
	for j := range b {
		last[j+1] = last[j] + vowelCost(b[j])
	}
	for i := range a {
		row := make([]int, len(b)+1)
		row[0] = last[0] + vowelCost(a[i])
		for j := range b {
			row[j+1] = min(last[j]+swapCost(a[i], b[j]), last[j+1]+vowelCost(a[i]), row[j]+vowelCost(b[j]))
		}
		last = row
	}
	return last[len(b)]
}

// barred is the cost of a change that spellings of one name do not show.
const barred = 100

func vowelCost(r rune) int {
	switch r {
	case 'ا', 'و', 'ي':
		return 1
	}
	return barred
}

// swapCost gives the cost of one letter for another: none for itself, one for a consonant written for the same foreign sound.
func swapCost(a, b rune) int {
	if a == b {
		return 0
	}
	for _, class := range [...]string{"غجقك", "تطث", "سصز", "دضذ", "هح", "يا"} {
		if hasRune(class, a) && hasRune(class, b) {
			return 1
		}
	}
	return barred
}

func hasRune(s string, r rune) bool {
	for _, x := range s {
		if x == r {
			return true
		}
	}
	return false
}
