package posting

// Verify reads a page whole: keys in order, lists of articles below docs, as many as are said.
func Verify(page []byte, docs int) error {
	last := ""
	e := Read(page)
	for e.Next() {
		if string(e.Key) <= last {
			return errDamaged
		}
		last = string(e.Key)
		set := NewSet(docs)
		if err := e.AddTo(set); err != nil {
			return err
		}
		if set.Count() != e.Docs {
			return errDamaged
		}
		if e.Key[0] != wordMark {
			continue
		}
		if err := Phrase([]Entry{e.Entry}, docs, nil, NewSet(docs)); err != nil {
			return err
		}
	}
	return e.Err()
}
