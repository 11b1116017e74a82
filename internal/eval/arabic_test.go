package eval

import (
	"strings"
	"testing"

	"isnad/arabic"
)

func TestArabicFloors(t *testing.T) {
	if testing.Short() {
		t.Skip("learns ten models")
	}
	shared := FindShared(".")
	if shared == "" {
		t.Skip("no folder shared: WikiNews and the names are not here")
	}
	r, err := Arabic(shared)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range BelowFloor(&r) {
		t.Error(b)
	}
	for _, s := range r.Scores {
		t.Logf("%s %s %.4f (%d)", s.System, s.Measure, s.Value, s.N)
	}
	t.Log(strings.Join(r.Notes, "\n"))
}

// rivalText is running text of our own for the benchmarks.
var rivalText = strings.Repeat("وقالت وزيرة التعليم في جمهورية الساحل سعاد المرجان، أمس الأربعاء، إن «الحكومة ستبني ٢٥ مدرسة جديدة في القرى "+
	"البعيدة قبل نهاية العام»، مشيرة إلى أن المشروع يكلف 1,200 مليون دينار.\n", 50)

func BenchmarkAnalyseIsnad(b *testing.B) {
	b.SetBytes(int64(len(rivalText)))
	b.ReportAllocs()
	var a arabic.Analyzer
	var terms []arabic.Term
	for b.Loop() {
		terms = a.AppendTerms(terms[:0], rivalText)
	}
}

func BenchmarkAnalyseBleve(b *testing.B) {
	b.SetBytes(int64(len(rivalText)))
	b.ReportAllocs()
	rival := bleveArabic()
	for b.Loop() {
		rival.Analyze([]byte(rivalText))
	}
}

func BenchmarkAnalyseSnowball(b *testing.B) {
	b.SetBytes(int64(len(rivalText)))
	b.ReportAllocs()
	for b.Loop() {
		mapWords(rawWords(rivalText), snowballStem)
	}
}
