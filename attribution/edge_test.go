package attribution

import (
	"testing"

	"isnad/arabic"
	"isnad/names"
)

// TestNameAtTheVeryBeginning: a name whose first letter could be «ل» stands before all other words.
func TestNameAtTheVeryBeginning(t *testing.T) {
	const name, title = "لوفانا", "لوفانا تهنئ سميرا بالفوز"
	person := names.Entity{Key: "local:1", Name: name, Type: names.Person, Mentions: []names.Mention{
		{Span: arabic.Span{Field: arabic.Title, Start: 0, End: len(name)}, Text: name, How: names.Named}}}
	found := Find(Input{Title: title, Entities: []names.Entity{person}})
	if len(found) != 1 || found[0].Speaker.Name != name {
		t.Errorf("%+v", found)
	}
}
