package names

import "isnad/arabic"

// arabicStop reports whether a folded word is a function word, which no name or construct can hold.
func arabicStop(w string) bool { return arabic.IsStop(arabic.Fold(w)) }
