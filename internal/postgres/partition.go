package postgres

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"isnad/dates"
	"isnad/internal/index"
)

// Partitions are named for their table and time: article_202401, posting_20241 (the first quarter). What is filed before 1990, undated articles
// among it, shares one, and so does what is filed after 2099, whatever pages say of their day.
const (
	firstYear = 1990
	lastYear  = 2099
)

// span is a stretch of time that has a partition: months from first to last, both inclusive; 0 is open.
type span struct {
	name        string
	number      int64 // of a quarter: year*10 + quarter; 0 before firstYear, farNumber after lastYear
	first, next dates.Day
}

// spanOf gives the stretch of so many months in which a day lies.
func spanOf(d dates.Day, months int) span {
	switch {
	case d.IsZero() || d.Year < firstYear:
		return span{name: "old", next: dates.Day{Year: firstYear, Month: 1, Day: 1}}
	case d.Year > lastYear:
		return span{name: "far", number: farNumber, first: dates.Day{Year: lastYear + 1, Month: 1, Day: 1}}
	}
	at := (int(d.Month) - 1) / months
	first := dates.Day{Year: d.Year, Month: time.Month(at*months + 1), Day: 1}
	next := dates.DayOf(first.Midnight().AddDate(0, months, 0))
	name := fmt.Sprintf("%04d%02d", d.Year, int(first.Month))
	if months == quarter {
		name = fmt.Sprintf("%04d%d", d.Year, at+1)
	}
	return span{name, int64(d.Year*10 + at + 1), first, next}
}

const (
	month     = 1
	quarter   = 3
	farNumber = 99_999
)

// quarterOf is the number of the partition in which the postings of a row id are; numbers are in the order of ids.
func quarterOf(id int64) int64 {
	day := min(id>>index.SeqBits, index.DayNumber(dates.Day{Year: lastYear + 1, Month: 1, Day: 1}))
	return spanOf(index.DayOf(day), quarter).number
}

// bounds gives the partition's bounds by what a day's number is in its table.
func (s span) bounds(of func(dates.Day) int64) string {
	lo, hi := "MINVALUE", "MAXVALUE"
	if !s.first.IsZero() {
		lo = fmt.Sprint(of(s.first))
	}
	if !s.next.IsZero() {
		hi = fmt.Sprint(of(s.next))
	}
	return "FROM (" + lo + ") TO (" + hi + ")"
}

// known is what is committed and never changes again, remembered so as not to ask for it: partitions, outlets, entities and their
// words. It is of one history of the database: where a replica was promoted that had not all, or a backup restored, numbers may be given
// to others.
type known struct {
	mu         sync.Mutex
	history    string // the server's timeline and the database's number there
	partitions map[string]bool
	outlets    map[[2]string]int64
	entities   map[string]int64
	words      map[entityWord]bool
}

// maxKnown bounds each kind of what is remembered.
const maxKnown = 1 << 18

// of forgets everything where the database has another history than before.
func (k *known) of(history string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if history != "" && k.history != history {
		k.history, k.partitions, k.outlets, k.entities, k.words = history, nil, nil, nil, nil
	}
}

// remember keeps what a committed transaction learned.
func (k *known) remember(t *tx) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if t.history != k.history {
		return
	}
	k.partitions = keep(k.partitions, t.partitions)
	k.outlets = keep(k.outlets, t.outlets)
	k.entities = keep(k.entities, t.entities)
	k.words = keep(k.words, t.words)
}

func keep[K comparable, V any](all, more map[K]V) map[K]V {
	if all == nil || len(all)+len(more) > maxKnown {
		all = map[K]V{}
	}
	for key, v := range more {
		all[key] = v
	}
	return all
}

func recall[K comparable, V any](k *known, own map[K]V, all func() map[K]V, key K) (V, bool) {
	if v, ok := own[key]; ok {
		return v, true
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	v, ok := all()[key]
	return v, ok
}

// partition makes the table's partition where it is missing. It is made beside the table and then attached, which holds up
// neither readers nor writers.
func (t *tx) partition(table string, s span, values string) error {
	name := table + "_" + s.name
	if _, ok := recall(&t.db.known, t.partitions, func() map[string]bool { return t.db.known.partitions }, name); ok {
		return nil
	}
	var there bool
	if err := t.tx.QueryRow(t.ctx, `SELECT to_regclass($1) IS NOT NULL`, name).Scan(&there); err != nil {
		return err
	}
	if !there {
		make := strings.NewReplacer("$table", table, "$name", name, "$values", values).Replace(
			`CREATE TABLE $name (LIKE $table INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES INCLUDING STORAGE);
			ALTER INDEX IF EXISTS $name_tokens_idx SET (fastupdate = on);
			ALTER TABLE $table ATTACH PARTITION $name FOR VALUES $values`)
		if _, err := t.tx.Exec(t.ctx, make); err != nil {
			return err
		}
	}
	t.partitions[name] = true
	return nil
}

// partitionsOf makes the partitions in which the articles' rows go.
func (t *tx) partitionsOf(batch []*pending) error {
	days := map[int64]bool{}
	for _, p := range batch {
		if day := p.id >> index.SeqBits; !p.drop && !days[day] {
			days[day] = true
			m, q := spanOf(index.DayOf(day), month), spanOf(index.DayOf(day), quarter)
			rowID := func(d dates.Day) int64 { return index.DayNumber(d) << index.SeqBits }
			if err := t.partition("article", m, m.bounds(rowID)); err != nil {
				return err
			}
			statementID := func(d dates.Day) int64 { return rowID(d) << index.StatementBits }
			if err := t.partition("statement", m, m.bounds(statementID)); err != nil {
				return err
			}
			if err := t.partition("posting", q, fmt.Sprintf("IN (%d)", q.number)); err != nil {
				return err
			}
		}
	}
	return nil
}

// tidyIndexes brings the lists of pending entries of the batch's indexes into them. A batch's tokens are sorted once and each is
// looked for once, which costs half of looking for each of each article; no list is left that searches would read from end to end.
func (t *tx) tidyIndexes(batch []*pending) error {
	var tables []string
	for _, p := range batch {
		if p.drop {
			continue
		}
		day := index.DayOf(p.id >> index.SeqBits)
		for _, name := range []string{"posting_" + spanOf(day, quarter).name, "statement_" + spanOf(day, month).name} {
			if !slices.Contains(tables, name) {
				tables = append(tables, name)
			}
		}
	}
	if len(tables) == 0 {
		return nil
	}
	_, err := t.run(`SELECT gin_clean_pending_list(c.oid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
		WHERE m.amname = 'gin' AND i.indrelid = ANY($1::text[]::regclass[])`, tables)
	return err
}
