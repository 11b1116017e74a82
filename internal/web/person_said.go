package web

import (
	"slices"

	"isnad"
	"isnad/attribution"
	"isnad/names"
)

const (
	personFolded = 32 // newest statements of which each utterance is shown once
	personCards  = 8
	personBesay  = 6
	personAbout  = 24 // articles read for what others said

	wordingsLinked = 2 // other wordings of an utterance to which its card leads
)

// latest shows the newest utterances, each once, with how many further outlets carried it.
func (p *personPage) latest(v *visit, s *site, hits []isnad.FoundStatement) error {
	list, err := s.carriers(v, hits[:min(len(hits), personFolded)])
	if err != nil {
		return err
	}
	for _, g := range folded(list) {
		if len(p.Cards) == personCards {
			return nil
		}
		p.Cards = append(p.Cards, v.utteranceCard(g))
	}
	return nil
}

// carriers gives found statements as their articles have them now, each article read once.
func (s *site) carriers(v *visit, hits []isnad.FoundStatement) ([]said, error) {
	var wanted []int
	first := map[string]bool{}
	for i := range hits {
		if id := hits[i].Article.ID; !first[id] {
			first[id] = true
			wanted = append(wanted, i)
		}
	}
	have := map[string]*isnad.Article{}
	err := s.readAll(v.Context(), wanted, func(i int) string { return hits[i].Article.ID }, func(_ int, a *isnad.Article) { have[a.ID] = a })
	if err != nil {
		return nil, err
	}
	list := make([]said, len(hits))
	for i := range hits {
		a := have[hits[i].Article.ID]
		if a == nil { // gone meanwhile: what the index kept of it has to do
			a = &isnad.Article{ID: hits[i].Article.ID}
			a.Title, a.Source.Name, a.Published = hits[i].Article.Title, hits[i].Article.Source, hits[i].Article.Published
		}
		list[i] = said{a, statementIn(a, &hits[i])}
	}
	return list, nil
}

// folded gives utterances in the order in which each first comes: what is known to be one, and what copies carried in the
// same words of the same speaker.
func folded(list []said) [][]said {
	var out [][]said
	at := map[string]int{}
	for _, g := range utterances(list) {
		words := g[0].Speaker.Name + "\x00" + bareWords(g[0].Content)
		if i, ok := at[words]; ok {
			out[i] = append(out[i], g...)
			continue
		}
		at[words] = len(out)
		out = append(out, g)
	}
	return out
}

// utteranceCard is the card of what stands for an utterance, away from its article.
func (c clock) utteranceCard(g []said) card {
	s := best(g)
	k := c.inList(s.Article, c.cardOf(s.Article, s.Statement, true))
	k.Article = markHref(s.Article, s.Statement)
	outlets := map[string]bool{}
	for _, x := range g {
		outlets[outletName(x.Article)] = true
	}
	for _, x := range distinctWords(g) {
		if bareWords(x.Content) != bareWords(s.Content) && len(k.Others) < wordingsLinked {
			k.Others = append(k.Others, crossLink{markHref(x.Article, x.Statement), c.t("person.other-wording", cut(x.Content, 60))})
		}
	}
	if n := len(outlets) - 1; n > 0 {
		k.Others = append(k.Others, crossLink{Text: c.t("story.also-in", n)})
	}
	return k
}

// about reads the newest articles that speak of somebody.
func (s *site) about(v *visit, key string) ([]*isnad.Article, error) {
	found, err := s.index.Search(v.Context(), isnad.Query{Entities: []string{key}, Order: isnad.NewestFirst, Limit: personAbout})
	if err != nil {
		return nil, err
	}
	wanted := make([]int, len(found.Hits))
	for i := range wanted {
		wanted[i] = i
	}
	read := make([]*isnad.Article, len(found.Hits))
	err = s.readAll(v.Context(), wanted, func(i int) string { return found.Hits[i].ID }, func(i int, a *isnad.Article) { read[i] = a })
	return slices.DeleteFunc(read, func(a *isnad.Article) bool { return a == nil }), err
}

// aboutCards are statements of others whose words name this person, each utterance once.
func (p *personPage) aboutCards(c clock, key string, about []*isnad.Article) {
	var list []said
	for _, a := range about {
		for _, s := range inOrder(a) {
			if s.Speaker.Entity != key && s.Speaker.Name != p.Name && s.Speaker.Name != "" && naming(a, key, s) {
				list = append(list, said{a, s})
			}
		}
	}
	for _, g := range folded(list) {
		if len(p.About) == personBesay {
			return
		}
		p.About = append(p.About, c.utteranceCard(g))
	}
}

// naming reports whether the statement's words hold a mention of the entity.
func naming(a *isnad.Article, key string, s *attribution.Statement) bool {
	for _, e := range a.Entities {
		if e.Key != key && e.Name != key {
			continue
		}
		if slices.ContainsFunc(e.Mentions, func(m names.Mention) bool { return m.Text != "" && s.Covers(m.Span) }) {
			return true
		}
	}
	return false
}
