package eval

import (
	"os"
	"path/filepath"
	"testing"

	"isnad/internal/nametag"
)

// TestNames measures names, prints the misses under -v and holds the scores against their floors. It trains once, which
// takes about half a minute.
func TestNames(t *testing.T) {
	shared := FindShared(".")
	if shared == "" || testing.Short() {
		t.Skip("no folder of gold data beside the repository, or a short run")
	}
	r, err := Names(shared)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range r.Misses {
		t.Log(m)
	}
	if err := r.WriteTable(os.Stdout); err != nil {
		t.Fatal(err)
	}
	for _, below := range BelowFloor(&r) {
		t.Error(below)
	}
}

// TestNamesOnEveryBlock runs Find over all blocks of ANERcorp, each with a model that has not seen it. The models are kept
// in the folder that ISNAD_NER names, for training five takes minutes.
func TestNamesOnEveryBlock(t *testing.T) {
	dir := os.Getenv("ISNAD_NER")
	if dir == "" {
		t.Skip("ISNAD_NER names no folder for the models of the blocks")
	}
	f, err := ReadNameFolds(FindShared("."), 5)
	if err != nil {
		t.Fatal(err)
	}
	r := Report{Subject: "names"}
	alone, whole := newNameTally(), newNameTally()
	for k, block := range f.blocks {
		m := blockModel(t, f, filepath.Join(dir, "without-"+string(rune('0'+k))+".bin"), k)
		alone.add(taggedNames(m, block), goldNames(block))
		findNames(m, block, whole, &r.Misses)
	}
	addNameScores(&r, "tagger alone, ANERcorp, five blocks: ", alone)
	addNameScores(&r, "ANERcorp, five blocks: ", whole)
	for _, m := range r.Misses {
		t.Log(m)
	}
	if err := r.WriteTable(os.Stdout); err != nil {
		t.Fatal(err)
	}
}

func blockModel(t *testing.T, f *NameFolds, path string, without int) *nametag.Model {
	m := new(nametag.Model)
	if b, err := os.ReadFile(path); err == nil && m.UnmarshalBinary(b) == nil {
		return m
	}
	m = f.Model(nametag.Defaults(), without)
	b, err := m.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return m
}
