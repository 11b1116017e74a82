package ingest

import (
	"sync"

	"isnad"
	"isnad/arabic"
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
