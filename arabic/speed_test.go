package arabic

import (
	"strings"
	"testing"
)

// sample is running text of our own, long enough that words repeat as they do in news.
var sample = strings.Repeat("وقالت وزيرة التعليم في جمهورية الساحل سعاد المرجان، أمس الأربعاء، إن «الحكومة ستبني ٢٥ مدرسة جديدة في القرى البعيدة "+
	"قبل نهاية العام»، مشيرة إلى أن المشروع يكلف 1,200 مليون دينار. وأضافت الوزيرة للصحفيين أن العمل بدأ في المحافظات الشرقية، "+
	"وأن المعلمين سيتسلمون مساكنهم في أيلول/سبتمبر. ونقلت صحيفة المرفأ عن مصادر مطلعة أن التمويل لم يكتمل بعد (و ا س).\n", 40)

func BenchmarkFold(b *testing.B) {
	b.SetBytes(int64(len(sample)))
	b.ReportAllocs()
	buf := make([]byte, 0, len(sample))
	for b.Loop() {
		buf = AppendFold(buf[:0], sample)
	}
}

func BenchmarkTokens(b *testing.B) {
	b.SetBytes(int64(len(sample)))
	b.ReportAllocs()
	var tokens []Token
	for b.Loop() {
		tokens = AppendTokens(tokens[:0], sample)
	}
}

func BenchmarkAnalyze(b *testing.B) {
	b.SetBytes(int64(len(sample)))
	b.ReportAllocs()
	var a Analyzer
	var terms []Term
	for b.Loop() {
		terms = a.AppendTerms(terms[:0], sample)
	}
	b.ReportMetric(float64(len(terms))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkSegment(b *testing.B) {
	words := strings.Fields(sample)
	b.ReportAllocs()
	for b.Loop() {
		for _, w := range words {
			Segment(w)
		}
	}
	b.ReportMetric(float64(len(words))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkTag(b *testing.B) {
	tokens := Tokens(sample)
	b.ReportAllocs()
	for b.Loop() {
		Tag(sample, tokens)
	}
	b.ReportMetric(float64(len(tokens))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

// TestSteadyState holds the promise of no allocation per token once the vocabulary is known.
func TestSteadyState(t *testing.T) {
	var a Analyzer
	terms := a.AppendTerms(nil, sample)
	buf := AppendFold(nil, sample)
	tokens := Tokens(sample)
	for name, f := range map[string]func(){
		"AppendTerms":  func() { terms = a.AppendTerms(terms[:0], sample) },
		"AppendFold":   func() { buf = AppendFold(buf[:0], sample) },
		"AppendTokens": func() { tokens = AppendTokens(tokens[:0], sample) },
		"Segment":      func() { Segment("وبمدارسهم") },
	} {
		if n := testing.AllocsPerRun(5, f); n > 0 {
			t.Errorf("%s allocates %v times a run", name, n)
		}
	}
}
