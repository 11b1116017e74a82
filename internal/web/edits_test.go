package web

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad"
)

// TestSentences: what stayed as it was is not shown, and of a reworded sentence only the words beside the change.
func TestSentences(t *testing.T) {
	c := clock{languages()["en"], readAt}
	got := c.sentences([]isnad.SentenceEdit{
		{Kind: isnad.Kept, Before: "بقي", After: "بقي"},
		{Kind: isnad.Removed, Before: "حُذف"},
		{Kind: isnad.Added, After: "زيد"},
		{Kind: isnad.Moved, Before: "نُقل", After: "نُقل"},
		{Kind: isnad.Reworded, Parts: []isnad.Part{
			{Kind: isnad.Kept, Text: "واحد اثنان ثلاثة أربعة خمسة ستة سبعة"}, {Kind: isnad.Removed, Text: "قال"}, {Kind: isnad.Added, Text: "رجّح"},
			{Kind: isnad.Kept, Text: "أ ب ت ث ج ح خ د ذ ر ز"}, {Kind: isnad.Added, Text: "أخيرًا"},
		}},
	})
	want := []editedSentence{
		{"removed", "removed", []editPiece{{"removed", "حُذف"}}},
		{"added", "added", []editPiece{{"added", "زيد"}}},
		{"moved", "moved", []editPiece{{"moved", "نُقل"}}},
		{"reworded", "reworded", []editPiece{{"kept", "… أربعة خمسة ستة سبعة"}, {"removed", "قال"}, {"added", "رجّح"}, {"kept", "أ ب ت ث … د ذ ر ز"}, {"added", "أخيرًا"}}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestKeptWords: a copy's share is counted in the original's words.
func TestKeptWords(t *testing.T) {
	got := keptWords([]isnad.SentenceEdit{
		{Kind: isnad.Kept, Before: "واحد اثنان"}, {Kind: isnad.Removed, Before: "ثلاثة"}, {Kind: isnad.Added, After: "زائد"},
		{Kind: isnad.Reworded, Parts: []isnad.Part{{Kind: isnad.Kept, Text: "أربعة خمسة"}, {Kind: isnad.Removed, Text: "ستة"}}}, {Kind: isnad.Moved, Before: "سبعة"},
	})
	if got != 5 {
		t.Errorf("%d words kept, want 5", got)
	}
}
