package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"isnad"
	"isnad/internal/index"
	"isnad/internal/posting"
)

// CountBy counts the matches by a field, all of them, from the columns of the index.
func (a *answering) CountBy(ctx context.Context, field isnad.FacetField, n int) ([]isnad.Facet, error) {
	switch field {
	case isnad.BySource:
		return a.countSources(ctx, n)
	case isnad.BySpeaker:
		return a.countSpeakers(ctx, n)
	case isnad.ByAct:
		return a.countActs(n), nil
	case isnad.ByMonth:
		return a.countDays(len("2006-01"), n), nil
	}
	return a.countDays(len("2006"), n), nil
}

// eachFound walks what was found.
func (a *answering) eachFound(each func(docs *posting.Docs, doc uint32)) {
	for i, s := range a.segments {
		for doc := range a.answer.sets[i].All {
			each(s.docs, doc)
		}
	}
}

// countDays counts by the beginning of the day, newest first; articles without a day are not counted.
func (a *answering) countDays(length, n int) (values []isnad.Facet) {
	days := map[int64]int{}
	a.eachFound(func(docs *posting.Docs, doc uint32) { days[docs.IDs[doc]>>index.SeqBits]++ })
	counts := map[string]int{}
	for day, n := range days {
		if day >= index.MinDay {
			counts[index.DayOf(day).String()[:length]] += n
		}
	}
	for value, n := range counts {
		values = append(values, isnad.Facet{Value: value, Count: n})
	}
	slices.SortFunc(values, func(a, b isnad.Facet) int { return cmp.Compare(b.Value, a.Value) })
	return values[:min(n, len(values))]
}

func (a *answering) countActs(n int) (values []isnad.Facet) {
	counts := map[string]int{}
	for i, s := range a.segments {
		of := make([]int, len(s.docs.ActNames))
		for doc := range a.answer.sets[i].All {
			for _, act := range s.docs.Acts.Of(doc) {
				of[act]++
			}
		}
		for act, n := range of {
			counts[s.docs.ActNames[act]] += n
		}
	}
	for act, n := range counts {
		if n > 0 {
			values = append(values, isnad.Facet{Value: act, Count: n})
		}
	}
	slices.SortFunc(values, func(a, b isnad.Facet) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return values[:min(n, len(values))]
}

func (a *answering) countSources(ctx context.Context, n int) ([]isnad.Facet, error) {
	counts := map[uint32]int{}
	a.eachFound(func(docs *posting.Docs, doc uint32) { counts[docs.Outlets[doc]]++ })
	return a.label(ctx, counts, n, `SELECT o.id, CASE WHEN o.host <> '' THEN o.host ELSE o.name END, CASE WHEN o.name <> '' THEN o.name ELSE o.host END
		FROM json_each(?) j CROSS JOIN outlet o ON o.id = j.value WHERE o.name <> '' OR o.host <> ''`)
}

func (a *answering) countSpeakers(ctx context.Context, n int) ([]isnad.Facet, error) {
	counts := map[uint32]int{}
	a.eachFound(func(docs *posting.Docs, doc uint32) {
		for _, s := range docs.Speakers.Of(doc) {
			counts[s]++
		}
	})
	return a.label(ctx, counts, n, `SELECT e.id, e.key, e.name FROM json_each(?) j CROSS JOIN entity e ON e.id = j.value`)
}

// frequent gives all whose count is at least that of the n-th most frequent, in any order: so many need to be sorted, not all.
func frequent(counts map[uint32]int, n int) []uint32 {
	most := 0
	for _, c := range counts {
		most = max(most, c)
	}
	with := make([]int, most+1) // how many have that count
	for _, c := range counts {
		with[c]++
	}
	least := most
	for kept := 0; least > 0; least-- {
		if kept += with[least]; kept >= n {
			break
		}
	}
	var ids []uint32
	for id, c := range counts {
		if c >= least {
			ids = append(ids, id)
		}
	}
	return ids
}

// label gives the n most frequent of counted rows their values and labels, which the query reads by their ids; among equals
// the first.
func (v *view) label(ctx context.Context, counts map[uint32]int, n int, query string) (values []isnad.Facet, err error) {
	ids := frequent(counts, n+1)
	slices.SortFunc(ids, func(a, b uint32) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	ids = ids[:min(n+1, len(ids))] // one may have no name
	err = eachOf(ctx, v.tx, query, ids, func(rows *sql.Rows) error {
		var id uint32
		var f isnad.Facet
		if err := rows.Scan(&id, &f.Value, &f.Label); err != nil {
			return err
		}
		f.Count = counts[id]
		values = append(values, f)
		return nil
	})
	return values[:min(n, len(values))], err
}
