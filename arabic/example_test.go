package arabic_test

import (
	"fmt"

	"isnad/arabic"
)

func ExampleFold() {
	fmt.Println(arabic.Fold("الـوِلایات المتّحدة ٢٠٢٣"))
	// Output: الولايات المتحده 2023
}

func ExampleFoldMap() {
	text := "قالَتْ أُمُّ سعد"
	f := arabic.FoldMap(text)
	at := len("قالت ")
	fmt.Println(f.Text, "|", f.Range(at, at+len("ام")).In(text))
	// Output: قالت ام سعد | أُمُّ
}

func ExampleTokens() {
	text := "قال د. سعد: 3.5٪"
	for _, t := range arabic.Tokens(text) {
		fmt.Println(t.In(text), t.Kind)
	}
	// Output:
	// قال word
	// د. abbreviation
	// سعد word
	// : colon
	// 3.5 number
	// ٪ symbol
}

func ExampleSentences() {
	text := "قال: «جئنا. وعدنا» ومضى. انتهى."
	for _, r := range arabic.Sentences(text) {
		fmt.Println(r.In(text))
	}
	// Output:
	// قال: «جئنا. وعدنا» ومضى.
	// انتهى.
}

func ExampleSegment() {
	word := "وللمدارس"
	s := arabic.Segment(word)
	for _, r := range s.Proclitics() {
		fmt.Print(r.In(word), "+")
	}
	fmt.Println(s.Stem.In(word), s.HasArticle(word))
	// Output: و+ل+ل+مدارس true
}

func ExampleAnalyze() {
	for _, t := range arabic.Analyze("يعلن الوزراء") {
		fmt.Println(t.Surface, t.Stem)
	}
	// Output:
	// يعلن اعلن
	// الوزراء وزير
}

func ExampleTag() {
	text := "وقالت الوزيرة"
	t := arabic.Tag(text, arabic.Tokens(text))[0]
	fmt.Println(t.POS, t.Gender == arabic.Feminine, t.Number == arabic.Singular)
	// Output: verb true true
}

func ExampleSoundKey() {
	fmt.Println(arabic.SoundKey("Blinken") == arabic.SoundKey("بلينكن"))
	// Output: true
}

func ExampleLanguage() {
	fmt.Println(arabic.Language("وصل القطار إلى المدينة"))
	// Output: ar
}

func ExamplePlainSpelling() {
	fmt.Println(arabic.PlainSpelling("الولایات"))
	// Output: الولايات true
}
