package sqlite

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"isnad"
	"isnad/internal/posting"
)

// checkSegments compares the index of words with the articles, and reads all its pages.
func (db *DB) checkSegments(ctx context.Context) ([]Finding, error) {
	v, err := db.look(ctx)
	if errors.Is(err, isnad.ErrCorrupt) {
		return []Finding{{What: err.Error(), Cure: rebuildCure}}, nil
	}
	if err != nil {
		return nil, err
	}
	defer v.Close()
	var indexed []int64
	for _, s := range v.segments {
		for n, id := range s.docs.IDs {
			if !s.dead.Has(uint32(n)) {
				indexed = append(indexed, id)
			}
		}
	}
	slices.Sort(indexed)
	rows, err := v.tx.QueryContext(ctx, `SELECT id FROM article ORDER BY id`)
	if err != nil {
		return nil, err
	}
	stored, err := scanIDs(rows)
	if err != nil {
		return nil, err
	}
	var findings []Finding
	if missing, surplus := without(stored, indexed), without(indexed, stored); missing+surplus > 0 {
		findings = append(findings, Finding{What: fmt.Sprintf("the index of words lacks %d articles and holds %d that are gone", missing, surplus), Cure: rebuildCure})
	}
	f, err := v.checkPages(ctx)
	return append(findings, f...), err
}

// without counts what stands in a and not in b, both in order; of what stands there twice, once.
func without(a, b []int64) (n int) {
	for _, x := range a {
		for len(b) > 0 && b[0] < x {
			b = b[1:]
		}
		if len(b) == 0 || b[0] != x {
			n++
		} else {
			b = b[1:]
		}
	}
	return n
}

// checkPages reads every list of every page, past the pages in memory.
func (v *view) checkPages(ctx context.Context) (findings []Finding, err error) {
	for _, s := range v.segments {
		for _, number := range s.pages.Numbers() {
			page, err := readPage(ctx, v.tx, number)
			if err == nil {
				err = posting.Verify(page, s.docs.Len())
			}
			if errors.Is(err, isnad.ErrCorrupt) {
				findings = append(findings, Finding{What: fmt.Sprintf("page %d of the index of words: %v", number, err), Cure: rebuildCure})
			} else if err != nil {
				return findings, err
			}
		}
	}
	return findings, nil
}
