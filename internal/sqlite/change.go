package sqlite

// changeOf says how the article changes the archive: "new", "edited" where its words are others than before, else "".
func (t *tx) changeOf(p *pending) (string, error) {
	if p.drop {
		return "", nil
	}
	if p.old == 0 {
		return "new", nil
	}
	before, _, err := t.number(t.db.puts.oldPrint, p.old)
	if err != nil || before == 0 || before == p.print {
		return "", err
	}
	return "edited", nil
}
