package sqlite

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sync"

	"isnad"
	"isnad/internal/index"
	"isnad/internal/plan"
	"isnad/internal/posting"
)

// answer is what a query matches: a set for each segment.
type answer struct {
	sets  []posting.Set
	total int
	notes []isnad.Note // why not all matches can be found
}

// answers remembers the last answers: a page of results asks for the matches themselves and for several counts of them.
type answers struct {
	mu   sync.Mutex
	next int
	kept [8]struct {
		generation int64
		key        string
		answer     *answer
	}
}

func (a *answers) get(generation int64, key string) *answer {
	a.mu.Lock()
	defer a.mu.Unlock()
	for i := range a.kept {
		if k := &a.kept[i]; k.generation == generation && k.key == key {
			return k.answer
		}
	}
	return nil
}

func (a *answers) put(generation int64, key string, found *answer) {
	a.mu.Lock()
	defer a.mu.Unlock()
	k := &a.kept[a.next%len(a.kept)]
	k.generation, k.key, k.answer = generation, key, found
	a.next++
}

// keyOf names what decides which articles match.
func keyOf(m *plan.Match) string {
	return fmt.Sprint(m.Lo, m.Hi, m.Wanted(), m.Words, m.Not, m.NotWords)
}

// answer finds what the query matches.
func (v *view) answer(ctx context.Context, m *plan.Match) (*answer, error) {
	key := keyOf(m)
	if a := v.db.answers.get(v.generation, key); a != nil {
		return a, nil
	}
	a := &answer{sets: make([]posting.Set, len(v.segments))}
	for i, s := range v.segments {
		set, err := v.matching(ctx, s, m, a)
		if err != nil {
			return nil, err
		}
		a.sets[i] = set
		a.total += set.Count()
	}
	v.db.answers.put(v.generation, key, a)
	return a, nil
}

// matching gives the articles of a segment that match.
func (v *view) matching(ctx context.Context, s *segment, m *plan.Match, a *answer) (posting.Set, error) {
	set := posting.Full(s.docs.Len())
	set.Without(s.dead)
	set.Within(s.docs.Between(m.Lo, m.Hi))
	for _, part := range []struct {
		of  plan.Expr
		key func(word string) string
		not bool
	}{{m.Wanted(), stemKey, false}, {m.Words, posting.WordKey, false}, {m.Not, stemKey, true}, {m.NotWords, posting.WordKey, true}} {
		if part.of.IsZero() || set.Empty() {
			continue
		}
		found, err := (&finding{v, s, part.key, set, a}).find(ctx, part.of)
		if err != nil {
			return nil, err
		}
		if part.not {
			set.Without(found)
		} else {
			set.And(found)
		}
	}
	return set, nil
}

// stemKey is the key of a stem or filter token.
func stemKey(token string) string {
	if index.IsFilter(token) {
		return token
	}
	return posting.StemKey(token)
}

// finding looks for what an expression asks in one segment.
type finding struct {
	*view
	segment *segment
	key     func(word string) string
	within  posting.Set // articles outside of it need not be told of
	answer  *answer
}

func (f *finding) find(ctx context.Context, e plan.Expr) (posting.Set, error) {
	switch e.Op {
	case plan.Token:
		return f.union(ctx, f.segment, []string{f.key(e.Words[0])})
	case plan.Phrase:
		return f.phrase(ctx, e.Words)
	case plan.Prefix:
		return f.beginning(ctx, e.Words[0])
	case plan.Any, plan.All:
		return f.join(ctx, e)
	}
	return posting.Full(f.segment.docs.Len()), nil
}

// join finds what fits any or all of the parts; where nothing is left of all, the rest is not looked for.
func (f *finding) join(ctx context.Context, e plan.Expr) (set posting.Set, err error) {
	for i, part := range e.Of {
		if e.Op == plan.All && i > 0 && set.Empty() {
			break
		}
		found, err := f.find(ctx, part)
		switch {
		case err != nil:
			return nil, err
		case i == 0:
			set = found
		case e.Op == plan.Any:
			set.Or(found)
		default:
			set.And(found)
		}
	}
	return set, nil
}

// union gives the articles of a segment under any of the keys.
func (v *view) union(ctx context.Context, s *segment, keys []string) (posting.Set, error) {
	set := posting.NewSet(s.docs.Len())
	for _, k := range keys {
		e, ok, err := v.entry(ctx, s, k)
		if ok {
			err = e.AddTo(set)
		}
		if err != nil {
			return nil, err
		}
	}
	return set, nil
}

// phrase gives the articles in which the words stand side by side.
func (f *finding) phrase(ctx context.Context, words []string) (posting.Set, error) {
	n := f.segment.docs.Len()
	entries := make([]posting.Entry, len(words))
	for i, word := range words {
		e, ok, err := f.entry(ctx, f.segment, f.key(word))
		if err != nil || !ok {
			return posting.NewSet(n), err
		}
		entries[i] = e
	}
	set := posting.NewSet(n)
	return set, posting.Phrase(entries, n, f.within, set)
}

// maxPrefix is how many bytes of lists are read for the words with one beginning in one segment: of more, those that hold the
// commonest words.
const maxPrefix = 8 << 20

// beginning gives the articles that have a word with the beginning.
func (f *finding) beginning(ctx context.Context, begin string) (posting.Set, error) {
	set, key := posting.NewSet(f.segment.docs.Len()), []byte(f.key(begin))
	numbers, all := f.segment.pages.WithPrefix(string(key), maxPrefix)
	if note := (isnad.Note{Code: isnad.CommonestOnly, Name: begin}); !all && !slices.Contains(f.answer.notes, note) {
		f.answer.notes = append(f.answer.notes, note)
	}
	for _, number := range numbers {
		page, err := f.page(ctx, number)
		if err != nil {
			return nil, err
		}
		e := posting.Read(page)
		for e.Next() {
			if bytes.HasPrefix(e.Key, key) {
				if err := e.AddTo(set); err != nil {
					return nil, err
				}
			}
		}
		if err := e.Err(); err != nil {
			return nil, err
		}
	}
	return set, nil
}

// among counts the articles under any of the keys.
func (v *view) among(ctx context.Context, keys []string) (n int, err error) {
	for _, s := range v.segments {
		if len(keys) == 1 && s.dead == nil {
			e, ok, err := v.entry(ctx, s, keys[0])
			if err != nil {
				return 0, err
			}
			if ok {
				n += e.Docs
			}
			continue
		}
		set, err := v.union(ctx, s, keys)
		if err != nil {
			return 0, err
		}
		set.Without(s.dead)
		n += set.Count()
	}
	return n, nil
}
