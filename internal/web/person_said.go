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
	personAbout  = 16 // articles read for what others said

	wordingsLinked = 2 // other wordings of an utterance to which its card leads
)

// latest shows the newest utterances, each once, with how many further outlets carried it.
func (p *personPage) latest(v *visit, s *site, hits []isnad.FoundStatement) error {
	hits = hits[:min(len(hits), personFolded)]
	list := make([]said, len(hits))
	place := map[*attribution.Statement]int{}
	for i := range hits {
		list[i] = said{keptOf(&hits[i]), &hits[i].Statement}
		place[list[i].Statement] = i
	}
	groups := folded(list)
	groups = groups[:min(len(groups), personCards)]
	var shown []int // of the hits, those whose article is needed whole
	for _, g := range groups {
		for _, x := range append([]said{best(g)}, otherWordings(g)...) {
			shown = append(shown, place[x.Statement])
		}
	}
	if err := s.readCarriers(v, hits, shown, list); err != nil {
		return err
	}
	for _, g := range groups {
		for i := range g {
			g[i] = list[place[g[i].Statement]]
		}
		p.Cards = append(p.Cards, v.utteranceCard(g))
	}
	return nil
}

// keptOf is what the index keeps of the article that carries a statement.
func keptOf(f *isnad.FoundStatement) *isnad.Article {
	a := &isnad.Article{ID: f.Article.ID}
	a.Title, a.Source.Name, a.Published = f.Article.Title, f.Article.Source, f.Article.Published
	return a
}

// readCarriers puts whole articles, each read once, in the place of what the index keeps of them, and the statements as the
// articles have them now; of articles that are gone meanwhile, what the index kept has to do.
func (s *site) readCarriers(v *visit, hits []isnad.FoundStatement, shown []int, list []said) error {
	of := map[string][]int{}
	var wanted []int
	for _, i := range shown {
		id := hits[i].Article.ID
		if whole := hits[i].Whole; whole != nil {
			list[i] = said{whole, statementIn(whole, &hits[i])}
			continue
		}
		if of[id] == nil {
			wanted = append(wanted, i)
		}
		of[id] = append(of[id], i)
	}
	return s.readAll(v.Context(), wanted, func(i int) string { return hits[i].Article.ID }, func(_ int, a *isnad.Article) {
		for _, i := range of[a.ID] {
			list[i] = said{a, statementIn(a, &hits[i])}
		}
	})
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
	for _, x := range otherWordings(g) {
		k.Others = append(k.Others, crossLink{markHref(x.Article, x.Statement), c.t("person.other-wording", cut(x.Content, 60))})
	}
	if n := len(outlets) - 1; n > 0 {
		k.Others = append(k.Others, crossLink{Text: c.t("story.also-in", n)})
	}
	return k
}

// otherWordings are renderings of an utterance in other words than those that stand for it, wordingsLinked at most.
func otherWordings(g []said) []said {
	words := bareWords(best(g).Content)
	list := slices.DeleteFunc(distinctWords(g), func(x said) bool { return bareWords(x.Content) == words })
	return list[:min(len(list), wordingsLinked)]
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
