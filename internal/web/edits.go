package web

import (
	"isnad"
)

// edited is one article between two of its captures.
type edited struct {
	Outlet   link
	Title    link
	From, To when
	Retitled []change
	Changes  []change
	More     string
	TooMany  bool
	Stored   string // address of the earlier stored page
}

const (
	editionsAsked = 40 // articles of a story whose editions are asked for
	editsListed   = 12
)

// editsOf gives the edits of articles, in order of the articles and of time.
func (s *site) editsOf(v *visit, articles []*isnad.Article) ([]edited, error) {
	var list []edited
	asked := 0
	for _, a := range articles {
		if len(a.Paragraphs) == 0 || asked == editionsAsked {
			continue
		}
		asked++
		editions, err := s.stories.Editions(v.Context(), a.ID)
		if err != nil {
			return nil, err
		}
		for i := range editions {
			next := a
			if i+1 < len(editions) {
				next = editions[i+1].Article
			}
			list = append(list, v.editOf(&editions[i], next))
		}
	}
	return list, nil
}

// editOf compares an edition with what came after it.
func (c clock) editOf(e *isnad.Edition, next *isnad.Article) edited {
	a := e.Article
	x := edited{Outlet: link{carrierName(a), carrierHref(a)}, Title: link{titleOf(next), articleHref(next.ID)}, From: c.minute(a.Captured.At), To: c.minute(e.Until)}
	x.Retitled, _ = changes(a.Title, next.Title)
	list, ok := changes(a.Text(), next.Text())
	x.TooMany = !ok
	x.Changes = list[:min(len(list), editsListed)]
	if n := len(list) - len(x.Changes); n > 0 {
		x.More = c.count("count.change", n)
	}
	return x
}
