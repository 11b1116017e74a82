package web

import (
	"strings"

	"isnad"
	compare "isnad/internal/story"
)

// edited is one article between two of its captures.
type edited struct {
	Outlet   link
	Title    link
	From, To when
	Sayings  []editedSaying
	Changes  []editedSentence
	More     string
}

// editedSentence is a sentence that was taken out, put in, reworded or moved.
type editedSentence struct {
	Kind, Name string
	Pieces     []editPiece
}

// editPiece is a run of words that both have ("kept"), or the earlier ("removed") or the later text alone ("added").
type editPiece struct{ Kind, Text string }

// editedSaying is a statement that says something else now: softened, hardened, given to another, taken out, put in, reworded.
type editedSaying struct {
	Kind, Name    string
	Speaker       link
	Before, After string
	Words         string // what changed, in Arabic; empty in other languages
}

const (
	editionsAsked = 40 // articles of a story whose editions are asked for
	editsListed   = 12
	editWords     = 240 // code points shown of what was taken out or put in
	aroundEdit    = 4   // common words shown on each side of a change
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
	edits := compare.Compare(a, next)
	list := c.sentences(edits.Sentences)
	x.Changes = list[:min(len(list), editsListed)]
	if n := len(list) - len(x.Changes); n > 0 {
		x.More = c.count("count.change", n)
	}
	for _, s := range edits.Statements[:min(len(edits.Statements), editsListed)] {
		x.Sayings = append(x.Sayings, c.saying(s))
	}
	return x
}

// sentences gives what is not as it was, in order.
func (c clock) sentences(edits []isnad.SentenceEdit) []editedSentence {
	var list []editedSentence
	for _, e := range edits {
		s := editedSentence{Kind: string(e.Kind), Name: c.or("edit", string(e.Kind))}
		switch e.Kind {
		case isnad.Kept:
			continue
		case isnad.Removed:
			s.Pieces = []editPiece{{string(e.Kind), cut(e.Before, editWords)}}
		case isnad.Reworded:
			s.Pieces = rewordedPieces(e.Parts)
		default:
			s.Pieces = []editPiece{{string(e.Kind), cut(e.After, editWords)}}
		}
		list = append(list, s)
	}
	return list
}

// rewordedPieces shortens what both have to the words beside a change.
func rewordedPieces(parts []isnad.Part) []editPiece {
	var out []editPiece
	for i, p := range parts {
		text := p.Text
		if p.Kind == isnad.Kept {
			text = beside(text, i > 0, i+1 < len(parts))
		} else {
			text = cut(text, editWords)
		}
		out = append(out, editPiece{string(p.Kind), text})
	}
	return out
}

// beside keeps of common words those after a change and those before one.
func beside(text string, after, before bool) string {
	words := strings.Fields(text)
	head, tail := 0, 0
	if after {
		head = aroundEdit
	}
	if before {
		tail = aroundEdit
	}
	if len(words) <= head+tail+1 {
		return text
	}
	short := append(append([]string{}, words[:head]...), "…")
	return strings.Join(append(short, words[len(words)-tail:]...), " ")
}

func (c clock) saying(e isnad.StatementEdit) editedSaying {
	s := editedSaying{Kind: string(e.Kind), Name: c.or("edit.said", string(e.Kind))}
	if c.lang == "ar" {
		s.Words = e.Words
	}
	if e.Before != nil {
		s.Before, s.Speaker = cut(e.Before.Content, editWords), link{e.Before.Speaker.Name, personHref(e.Before.Speaker)}
	}
	if e.After != nil {
		s.After, s.Speaker = cut(e.After.Content, editWords), link{e.After.Speaker.Name, personHref(e.After.Speaker)}
	}
	if s.Before == s.After {
		s.Before = ""
	}
	if s.Speaker.Text == "" {
		s.Speaker.Text = c.t("unnamed")
	}
	return s
}
