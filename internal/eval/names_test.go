package eval

import (
	"fmt"
	"os"
	"testing"

	"isnad/internal/nametag"
)

func TestNER(t *testing.T) {
	dir := os.Getenv("NER")
	if dir == "" {
		t.Skip()
	}
	f, err := ReadNameFolds(FindShared("."), 5)
	if err != nil {
		t.Fatal(err)
	}
	everyMention = os.Getenv("EVERY") != ""
	alone, whole := newNameTally(), newNameTally()
	var misses []string
	for k := range f.blocks {
		path := fmt.Sprintf("%s/fold%d.bin", dir, k)
		m := new(nametag.Model)
		if b, err := os.ReadFile(path); err == nil {
			m.UnmarshalBinary(b)
		} else {
			m = f.Model(nametag.Defaults(), k)
			b, _ := m.MarshalBinary()
			os.WriteFile(path, b, 0o644)
		}
		alone.add(taggedNames(m, f.blocks[k]), goldNames(f.blocks[k]))
		findNames(m, f.blocks[k], whole, &misses)
	}
	for i, x := range []nameTally{alone, whole} {
		for _, ks := range [][]nametag.Label{{1}, {3}, {5}, {1, 3, 5}} {
			p, r, f1, n := x.of(ks...)
			fmt.Printf("%d %v P %.4f R %.4f F %.4f n %d\n", i, ks, p, r, f1, n)
		}
	}
	if os.Getenv("MISSES") != "" {
		for _, m := range misses {
			fmt.Println(m)
		}
	}
}

func TestDevPeople(t *testing.T) {
	if os.Getenv("DEV") == "" {
		t.Skip()
	}
	var r Report
	if err := devPeople(FindShared("."), &r); err != nil {
		t.Fatal(err)
	}
	nameSpeed(FindShared("."), &r)
	r.WriteTable(os.Stdout)
	for _, m := range r.Misses {
		fmt.Println(m)
	}
}

func TestTuneNER(t *testing.T) {
	if os.Getenv("TUNE") == "" {
		t.Skip()
	}
	opt := nametag.Defaults()
	fmt.Sscan(os.Getenv("TUNE"), &opt.Epochs, &opt.Rate, &opt.Decay, &opt.Drop)
	f, err := ReadNameFolds(FindShared("."), 5)
	if err != nil {
		t.Fatal(err)
	}
	alone := newNameTally()
	for k := range f.blocks {
		alone.add(taggedNames(f.Model(opt, k), f.blocks[k]), goldNames(f.blocks[k]))
	}
	for _, ks := range [][]nametag.Label{{1}, {3}, {5}, {1, 3, 5}} {
		p, r, f1, n := alone.of(ks...)
		fmt.Printf("%s %v P %.4f R %.4f F %.4f n %d\n", os.Getenv("TUNE"), ks, p, r, f1, n)
	}
}
