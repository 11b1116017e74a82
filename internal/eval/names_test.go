package eval

import (
	"fmt"
	"os"
	"testing"
	"time"

	"isnad/internal/nametag"
)

func TestNER(t *testing.T) {
	if os.Getenv("NER") == "" {
		t.Skip()
	}
	toks, err := readANERcorp(FindShared("."))
	if err != nil {
		t.Fatal(err)
	}
	folds := 5
	blocks := anerBlocks(toks, folds)
	ex := make([][]nametag.Example, folds)
	for i := range blocks {
		ex[i] = nameExamples(blocks[i])
	}
	total := newNameTally()
	for k := range folds {
		var tr []nametag.Example
		for i := range folds {
			if i != k {
				tr = append(tr, ex[i]...)
			}
		}
		t0 := time.Now()
		m := nametag.Train(tr, nametag.Defaults())
		t1 := time.Now()
		one := newNameTally()
		f := taggedNames(m, blocks[k])
		one.add(f, goldNames(blocks[k]))
		total.add(f, goldNames(blocks[k]))
		p, r, f1, n := one.of(nametag.BPerson, nametag.BPlace, nametag.BOrganisation)
		fmt.Printf("fold %d P %.4f R %.4f F %.4f n %d train %v\n", k, p, r, f1, n, t1.Sub(t0))
	}
	for _, ks := range [][]nametag.Label{{nametag.BPerson}, {nametag.BPlace}, {nametag.BOrganisation}, {nametag.BPerson, nametag.BPlace, nametag.BOrganisation}} {
		p, r, f1, n := total.of(ks...)
		fmt.Printf("%v P %.4f R %.4f F %.4f n %d\n", ks, p, r, f1, n)
	}
}
