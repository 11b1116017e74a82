package ingest

import (
	"sync"

	"isnad"
	"isnad/arabic"
	"isnad/extract"
	"isnad/internal/story"
)

// analysis lends analysers to the workers of one long run, so that each goes on with the words it has met: most of what
// an article says was said before. Which worker had which analyser never shows in the terms.
type analysis struct{ idle sync.Pool }

func (s *analysis) terms(a *isnad.Article) isnad.Terms {
	an, ok := s.idle.Get().(*arabic.Analyzer)
	if !ok {
		an = new(arabic.Analyzer)
	}
	defer s.idle.Put(an)
	return isnad.TermsWith(an, a)
}

// ready makes an annotated article ready for the writer: its terms, what is chosen by them, and what stories compare of it.
func (s *analysis) ready(a *isnad.Article) prepared {
	t := s.terms(a)
	a.Keywords = story.Keywords(a, t)
	p := story.NewProfile(a, t)
	p.SameWithin(a)
	return prepared{a, t, p}
}

// read takes a page through the pure middle, up to the writer. An article in another language is none for the archive.
func (s *analysis) read(page extract.Page) ([]prepared, extract.Result) {
	result := extract.Documents(page)
	if result.Kind == extract.KindOtherLanguage {
		return nil, result
	}
	articles := annotateDocuments(result)
	batch := make([]prepared, len(articles))
	for i, a := range articles {
		batch[i] = s.ready(a)
	}
	return batch, result
}
