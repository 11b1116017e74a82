package eval

import "isnad/internal/nametag"

// NameFolds is ANERcorp cut into contiguous blocks, ready for training.
type NameFolds struct {
	blocks   [][]conllToken
	examples [][]nametag.Example
}

// ReadNameFolds cuts ANERcorp's training part into n blocks at full stops.
func ReadNameFolds(shared string, n int) (*NameFolds, error) {
	tokens, err := readANERcorp(shared)
	if err != nil {
		return nil, err
	}
	f := &NameFolds{blocks: anerBlocks(tokens, n)}
	for _, b := range f.blocks {
		f.examples = append(f.examples, nameExamples(b))
	}
	return f, nil
}

// Model learns from every block but those left out.
func (f *NameFolds) Model(opt nametag.Options, without ...int) *nametag.Model {
	var all []nametag.Example
blocks:
	for i, e := range f.examples {
		for _, k := range without {
			if i == k {
				continue blocks
			}
		}
		all = append(all, e...)
	}
	return nametag.Train(all, opt)
}

// CrossValidate trains once per block on the others and gives precision, recall and F1 over people, places and
// organisations of the tagger alone, exact spans.
func (f *NameFolds) CrossValidate(opt nametag.Options) (p, r, f1 float64) {
	t := newNameTally()
	for k, b := range f.blocks {
		t.add(taggedNames(f.Model(opt, k), b), goldNames(b))
	}
	p, r, f1, _ = t.of(nametag.BPerson, nametag.BPlace, nametag.BOrganisation)
	return p, r, f1
}
