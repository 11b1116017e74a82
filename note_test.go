package isnad

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTold: notes are told as codes and as words, and those for which an answer is approximate say so.
func TestTold(t *testing.T) {
	r := Results{Total: 3, Hits: []Hit{}}
	r.Tell(Note{Code: NoSpeaker, Name: "Nobody"})
	if r.Approximate {
		t.Error("an unknown name makes nothing approximate")
	}
	r.TellPart(Note{Code: TotalEstimated, Count: 3000})
	got, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"total":3,"approximate":true,"note":"no speaker is called \"Nobody\"; the total is estimated from the newest 3000 matches",` +
		`"notes":[{"code":"no-speaker","name":"Nobody"},{"code":"total-estimated","count":3000}],"results":[]}`
	if d := cmp.Diff(want, string(got)); d != "" {
		t.Error(d)
	}
	for _, c := range []NoteCode{NoSource, NoSpeaker, NoRelay, NoEntity, NoOutletIn, CommonestOnly, TotalEstimated, TotalAtLeast, LikeliestOnly, NewestCounted, SomeCounted, RarerWords, NewestArticles} {
		if s := (Note{Code: c}).String(); s == string(c) {
			t.Errorf("%s has no words", c)
		}
	}
}
