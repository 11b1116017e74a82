package sqlite

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
)

// maxExact is how many matches are all scored; of more, the likeliest are.
const maxExact = 4000

// found is a matching article with its score.
type found struct {
	id    int64
	score float64
}

// newest gives the newest n matches among ids from lo to hi, newest first.
func (db *DB) newest(ctx context.Context, m *match, stems string, lo, hi int64, n int) ([]int64, error) {
	return db.matching(ctx, m, stems, lo, hi, n, "DESC")
}

// matching gives up to n matches in order of id. One table leads; what it cannot check itself is checked by portions.
func (db *DB) matching(ctx context.Context, m *match, stems string, lo, hi int64, n int, direction string) ([]int64, error) {
	query, args := `SELECT id FROM docv WHERE id BETWEEN ? AND ? ORDER BY id `, []any{}
	if m.words != "" {
		query, args = `SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid `, []any{m.words}
	} else if stems != "" {
		query, args = `SELECT rowid FROM stems WHERE stems MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid `, []any{stems}
	}
	query += direction + ` LIMIT ?`
	if !m.checks(stems) {
		return db.ids(ctx, query, append(args, lo, hi, n)...)
	}
	var kept []int64
	for len(kept) < n {
		ids, err := db.ids(ctx, query, append(args[:len(args):len(args)], lo, hi, checkPortion)...)
		if err != nil {
			return nil, err
		}
		full := len(ids) == checkPortion
		if full && direction == "DESC" {
			hi = ids[len(ids)-1] - 1
		} else if full {
			lo = ids[len(ids)-1] + 1
		}
		if ids, err = db.allowed(ctx, m, stems, ids); err != nil {
			return nil, err
		}
		if kept = append(kept, ids...); !full {
			break
		}
	}
	return kept[:min(len(kept), n)], nil
}

const checkPortion = 1000

// checks reports whether the leading table alone does not decide.
func (m *match) checks(stems string) bool {
	return m.words != "" && stems != "" || stems == "" && m.not != "" || m.notWords != ""
}

// allowed keeps the ids that match the stems and hold nothing excluded.
func (db *DB) allowed(ctx context.Context, m *match, stems string, ids []int64) (kept []int64, err error) {
	if m.words != "" && stems != "" {
		if ids, err = db.among(ctx, "stems", stems, ids); err != nil {
			return nil, err
		}
	}
	if stems == "" && m.not != "" {
		if ids, err = db.without(ctx, "stems", m.not, ids); err != nil {
			return nil, err
		}
	}
	if m.notWords != "" {
		return db.without(ctx, "words", m.notWords, ids)
	}
	return ids, nil
}

func (db *DB) without(ctx context.Context, table, expression string, ids []int64) ([]int64, error) {
	barred, err := db.among(ctx, table, expression, slices.Clone(ids))
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(ids, func(id int64) bool { return slices.Contains(barred, id) }), nil
}

// among gives those of ids, in their order, that match the expression over table stems or words.
func (db *DB) among(ctx context.Context, table, expression string, ids []int64) ([]int64, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	matching, err := db.ids(ctx, `SELECT t.rowid FROM json_each(?) j CROSS JOIN `+table+` t ON t.rowid = j.value WHERE t.`+table+` MATCH ?`, string(list), expression)
	if err != nil {
		return nil, err
	}
	in := make(map[int64]bool, len(matching))
	for _, id := range matching {
		in[id] = true
	}
	return slices.DeleteFunc(ids, func(id int64) bool { return !in[id] }), nil
}

// scores gives the ids with their scores, best first, among equals the newest.
func (db *DB) scores(ctx context.Context, s *scorer, ids []int64) ([]found, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	rows, err := db.read.QueryContext(ctx, `SELECT v.id, v.length, v.stems FROM json_each(?) j CROSS JOIN vector v ON v.id = j.value`, string(list))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make([]found, 0, len(ids))
	for rows.Next() {
		var f found
		var length int
		var vector []byte
		if err := rows.Scan(&f.id, &length, &vector); err != nil {
			return nil, err
		}
		f.score = s.score(vector, length)
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.id, a.id))
	})
	return out, rows.Err()
}

// scorer computes BM25 from vectors.
type scorer struct {
	groups  []group
	rare    []float64
	hashes  []uint32
	of      []int // the group of each hash
	freq    []int
	sum     []int
	average float64
}

func newScorer(groups []group, articles, words int64) *scorer {
	s := &scorer{groups: groups, sum: make([]int, len(groups)), average: usualLength}
	if articles > 0 && words > 0 {
		s.average = float64(words) / float64(articles)
	}
	type pair struct {
		hash  uint32
		group int
	}
	var pairs []pair
	for i, g := range groups {
		s.rare = append(s.rare, g.weight*rarity(int(articles), g.df))
		for _, stem := range g.stems {
			pairs = append(pairs, pair{hash(stem), i})
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(a.hash, b.hash) })
	for _, p := range pairs {
		s.hashes, s.of = append(s.hashes, p.hash), append(s.of, p.group)
	}
	s.freq = make([]int, len(pairs))
	return s
}

func (s *scorer) score(vector []byte, length int) float64 {
	frequenciesIn(vector, s.hashes, s.freq)
	clear(s.sum)
	for i, f := range s.freq {
		s.sum[s.of[i]] += f
	}
	total := 0.0
	for i, f := range s.sum {
		if f > 0 {
			total += s.rare[i] * termPart(f, length, s.average)
		}
	}
	return total
}
