package plan

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"isnad"
	"isnad/arabic"
	"isnad/internal/index"
	"isnad/names"
)

// maxNamed is how many outlets or entities one name of a filter may stand for.
const maxNamed = 100

// filters gives the condition for the query's outlets, speakers, relays, acts and entities.
func (p *Planner) filters(ctx context.Context, m *Match, q isnad.Query) (Expr, error) {
	var conditions []Expr
	for _, f := range []struct {
		what   byte
		none   isnad.NoteCode
		values []string
		find   func(context.Context, string) ([]int64, error)
	}{
		{index.OutletFilter, isnad.NoSource, q.Sources, p.outletsNamed},
		{index.SpeakerFilter, isnad.NoSpeaker, q.Speakers, p.entitiesNamed},
		{index.RelayFilter, isnad.NoRelay, q.Relays, p.entitiesNamed},
		{index.EntityFilter, isnad.NoEntity, q.Entities, p.entitiesNamed},
	} {
		if f.what == index.RelayFilter && slices.Equal(f.values, []string{isnad.AnyRelay}) {
			conditions = append(conditions, Expr{Op: Prefix, Words: []string{index.FilterBeginning(f.what)}})
			continue
		}
		var tokens []string
		for _, v := range f.values {
			ids, err := f.find(ctx, v)
			if err != nil {
				return Expr{}, err
			}
			if len(ids) == 0 {
				m.notes = append(m.notes, isnad.Note{Code: f.none, Name: v})
			}
			for _, id := range ids {
				tokens = append(tokens, index.FilterToken(f.what, id))
			}
		}
		m.Never = m.Never || len(f.values) > 0 && len(tokens) == 0
		conditions = append(conditions, anyToken(tokens))
	}
	acts := make([]string, len(q.Acts))
	for i, a := range q.Acts {
		acts[i] = index.ActToken(a)
	}
	conditions = append(conditions, anyToken(acts))
	if len(q.Countries) > 0 {
		tokens, err := p.outletsIn(ctx, q.Countries)
		if err != nil {
			return Expr{}, err
		}
		if len(tokens) == 0 {
			m.Never = true
			m.notes = append(m.notes, isnad.Note{Code: isnad.NoOutletIn, Name: strings.Join(q.Countries, ", ")})
		}
		conditions = append(conditions, anyToken(tokens))
	}
	return AllOf(conditions...), nil
}

// outletsIn gives the filter tokens of the outlets that sit in one of the countries, as the directory of outlets knows them.
func (p *Planner) outletsIn(ctx context.Context, countries []string) (tokens []string, err error) {
	outlets, err := p.common.Outlets(ctx)
	for _, o := range outlets {
		if code := names.CountryOfOutlet(o.Host, o.Name); code != "" && slices.Contains(countries, code) {
			tokens = append(tokens, index.FilterToken(index.OutletFilter, o.ID))
		}
	}
	return tokens, err
}

// outletsNamed gives the outlets that a reader means: of that host or a host below it, else of that name, else with
// these words in their name.
func (p *Planner) outletsNamed(ctx context.Context, name string) ([]int64, error) {
	outlets, err := p.common.Outlets(ctx)
	if err != nil {
		return nil, err
	}
	var whole, part []int64
	host, words := strings.ToLower(strings.TrimSpace(name)), surfaces(name)
	for _, o := range outlets {
		h := strings.ToLower(o.Host)
		switch {
		case h != "" && (h == host || strings.HasSuffix(h, "."+host)), o.Name == name, o.Folded != "" && o.Folded == strings.Join(words, " "):
			whole = append(whole, o.ID)
		case len(words) > 0 && hasAll(strings.Fields(o.Folded), words):
			part = append(part, o.ID)
		}
	}
	if len(whole) == 0 {
		whole = part
	}
	return whole[:min(len(whole), maxNamed)], nil
}

func surfaces(text string) []string {
	var s []string
	for _, t := range arabic.Analyze(text) {
		s = append(s, index.Safe(t.Surface))
	}
	return s
}

func hasAll(words, wanted []string) bool {
	for _, w := range wanted {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return true
}

// entitiesNamed gives the entities of that key, else those whose names hold all the words, else those whose names
// sound so.
func (p *Planner) entitiesNamed(ctx context.Context, name string) ([]int64, error) {
	ids, err := p.common.EntitiesKeyed(ctx, name)
	if err != nil || len(ids) > 0 {
		return ids, err
	}
	words := surfaces(name)
	if len(words) == 0 {
		return nil, nil
	}
	if ids, err = p.common.EntitiesWith(ctx, words, maxNamed); err != nil || len(ids) > 0 {
		return ids, err
	}
	for i, w := range words {
		words[i] = "~" + arabic.SoundKey(w)
	}
	return p.common.EntitiesWith(ctx, words, maxNamed)
}

// maxSpellings is how many other spellings of one word are looked for, maxAlike how many names of one sound are compared with
// a word.
const (
	maxSpellings = 6
	maxAlike     = 200
)

// spellings gives the other spellings that the archive's names tell of a word: words of the same sound in names of the same entity («نتانياهو» for
// «نتنياهو», «بلينكن» for «Blinken»), and those that spell one loan name by arabic.LoanSpellings («كيسينجر» for «كيسنغر») or
// arabic.Transliterates («رايس» for "Rice"). Sound alone does not decide, «محمد» and «محمود» have one; only a word in Latin
// letters of more than two sounds that no entity has stands for all the names that sound so.
func (p *Planner) spellings(ctx context.Context, t isnad.ClauseTerm) ([]string, error) {
	sound := arabic.SoundKey(t.Surface)
	if len(sound) < index.LeastSound {
		return nil, nil
	}
	var kept []string
	if len(sound) >= index.MinSound {
		words, err := p.common.NamesBeside(ctx, index.Safe(t.Stem), index.Safe(t.Surface))
		if err != nil {
			return nil, err
		}
		for _, w := range words {
			if w[0] != '~' && arabic.SoundKey(w) == sound {
				kept = append(kept, w)
			}
		}
	}
	latin := t.Surface[0] < utf8.RuneSelf
	if latin && len(kept) > 0 {
		return kept[:min(len(kept), maxSpellings)], nil
	}
	alike, err := p.common.NamesSounding(ctx, sound, index.Safe(t.Stem), maxAlike)
	if err != nil {
		return nil, err
	}
	for _, w := range alike {
		if !slices.Contains(kept, w) && (latin && len(sound) >= index.MinSound || oneName(t.Stem, w)) {
			kept = append(kept, w)
		}
	}
	return kept[:min(len(kept), maxSpellings)], nil
}

// oneName reports whether two words of one sound can be one foreign name.
func oneName(a, b string) bool {
	switch x, y := a[0] < utf8.RuneSelf, b[0] < utf8.RuneSelf; {
	case x && !y:
		return arabic.Transliterates(a, b)
	case y && !x:
		return arabic.Transliterates(b, a)
	}
	return arabic.LoanSpellings(a, b)
}

// A prefix whose words together occur more often than maxPrefix is looked up as its maxPrefixWords commonest words: an index
// would merge all postings of all its words before it gave the first.
const (
	maxPrefix      = 20_000
	maxPrefixWords = 40
)

// prefix gives the condition for the words that begin so.
func (p *Planner) prefix(ctx context.Context, m *Match, beginning string) (Expr, error) {
	if p.exact != nil {
		return Expr{Op: Prefix, Words: []string{beginning}}, nil
	}
	lo, hi := "+"+beginning, "+"+beginning+"\U0010FFFF"
	occur, err := p.engine.SampledFrom(ctx, lo, hi)
	if err != nil {
		return Expr{}, err
	}
	if occur*index.SampleEvery <= maxPrefix {
		return Expr{Op: Prefix, Words: []string{beginning}}, nil
	}
	words, err := p.engine.Commonest(ctx, lo, hi, maxPrefixWords)
	if err != nil {
		return Expr{}, err
	}
	for i, w := range words {
		words[i] = w[1:]
	}
	m.about = append(m.about, isnad.Note{Code: isnad.CommonestOnly, Name: beginning, Count: len(words)})
	return anyToken(words), nil
}
