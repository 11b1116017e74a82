package web

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"isnad"
)

// arrangePage lets an editor say which articles belong into a story: take some out, put some into another, undo a merge.
type arrangePage struct {
	basePage
	Self, Story string
	Heading     string
	Articles    []arranged
	Merged      []link // stories that were merged into this one: title and id
	Problem     string
	With        string // what was written for the other story
	Note        string
}

// arranged is an article of the story that can be chosen.
type arranged struct {
	ID      string
	Article link
	Outlet  string
	When    when
	Why     string
	On      bool
}

// arranging leads nowhere where nothing carries decisions out.
func arranging(do func(s *site, w http.ResponseWriter, v *visit, st *isnad.Story) error) handler {
	return func(s *site, w http.ResponseWriter, v *visit) error {
		if s.arrange == nil {
			return isnad.ErrUnsupported
		}
		st, err := s.stories.Story(v.Context(), v.PathValue("id"))
		if err != nil {
			return err
		}
		return do(s, w, v, st)
	}
}

func arrangeHref(story string) string { return "/arrange/" + escapePath(story) }

func arrangement(s *site, w http.ResponseWriter, v *visit, st *isnad.Story) error {
	if st.ID != v.PathValue("id") {
		http.Redirect(w, v.Request, arrangeHref(st.ID), http.StatusFound)
		return nil
	}
	return s.arrangePage(w, v, st, http.StatusOK, "")
}

func (s *site) arrangePage(w http.ResponseWriter, v *visit, st *isnad.Story, status int, problem string) error {
	p := arrangePage{basePage: s.base(v, v.t("arrange.title"), "front"), Self: arrangeHref(st.ID), Story: storyHref(st.ID), Problem: problem}
	p.NoIndex = true
	p.Heading = st.Title
	chosen := v.PostForm["article"]
	p.With, p.Note = cutBytes(v.PostForm.Get("with"), longestAddress), cutBytes(v.PostForm.Get("note"), longestNote)
	for i := range st.Members {
		m := &st.Members[i]
		p.Articles = append(p.Articles, arranged{ID: m.Article, Article: link{cut(orID(m.Title, m.Article), 120), articleHref(m.Article)}, Outlet: cmp.Or(m.Source.Name, shownHost(m.Source.Host)),
			When: v.date(m.Published), Why: v.reasons(m.Why), On: slices.Contains(chosen, m.Article)})
	}
	for _, was := range st.Was {
		if from := mergedFrom(st, was); len(from) > 0 {
			p.Merged = append(p.Merged, link{orID(from[0].Title, was), was})
		}
	}
	byHand, err := s.movedByHand(v, st)
	if err != nil {
		return err
	}
	for _, g := range byHand {
		p.Merged = append(p.Merged, link{v.t("arrange.by-hand", orID(g.members[0].Title, g.members[0].Article), v.count("count.article", len(g.members)), v.minute(g.at).Text), g.value()})
	}
	return s.show(w, v, status, "arrange", p)
}

// mergedFrom are the members that came into a story with another that was merged into it.
func mergedFrom(st *isnad.Story, was string) []isnad.Member {
	var list []isnad.Member
	for _, m := range st.Members {
		if slices.ContainsFunc(m.Why, func(r isnad.Reason) bool { return r.Kind == isnad.MergedStory && r.Of == was }) {
			list = append(list, m)
		}
	}
	return list
}

// handMove are members that an editor put into a story at once.
type handMove struct {
	at      time.Time
	members []isnad.Member
}

// byHand begins the name of a handMove in the form, where the id of a merged story stands else.
const byHand = "hand:"

func (m handMove) value() string { return byHand + m.at.UTC().Format(time.RFC3339Nano) }

// movedByHand gives the members that the last decision about them put into this story, those of one moment together, the
// latest first.
func (s *site) movedByHand(v *visit, st *isnad.Story) ([]handMove, error) {
	all, err := s.stories.Decisions(v.Context())
	if err != nil {
		return nil, err
	}
	last := map[string]isnad.Decision{}
	for _, d := range all {
		last[d.Article] = d
	}
	var moves []handMove
	for _, m := range st.Members {
		d := last[m.Article]
		if !slices.ContainsFunc(st.Members, func(x isnad.Member) bool { return x.Article == d.With }) {
			continue
		}
		i := slices.IndexFunc(moves, func(x handMove) bool { return x.at.Equal(d.At) })
		if i < 0 {
			i, moves = len(moves), append(moves, handMove{at: d.At})
		}
		moves[i].members = append(moves[i].members, m)
	}
	slices.SortStableFunc(moves, func(a, b handMove) int { return b.at.Compare(a.at) })
	return slices.DeleteFunc(moves, func(m handMove) bool { return len(m.members) == len(st.Members) }), nil
}

// mergedBy gives the members that came by what the form names: another story's merge, or an editor's move.
func (s *site) mergedBy(v *visit, st *isnad.Story, was string) ([]isnad.Member, error) {
	if !strings.HasPrefix(was, byHand) {
		return mergedFrom(st, was), nil
	}
	moves, err := s.movedByHand(v, st)
	for _, m := range moves {
		if m.value() == was {
			return m.members, err
		}
	}
	return nil, err
}

// errArrange is what an editor asked for and cannot be done; key is that of the words that say why.
type errArrange struct{ key string }

// Error gives the key.
func (e errArrange) Error() string { return e.key }

func arrange(s *site, w http.ResponseWriter, v *visit, st *isnad.Story) error {
	if err := readForm(w, v); err != nil {
		return err
	}
	decisions, err := s.decisionsOf(v, st)
	var refused errArrange
	if errors.As(err, &refused) {
		return s.arrangePage(w, v, st, http.StatusBadRequest, v.t(refused.key))
	}
	if err != nil {
		return err
	}
	for _, d := range decisions {
		if err := s.arrange(v.Context(), d); err != nil {
			return err
		}
	}
	http.Redirect(w, v.Request, storyHref(decisions[0].Article), http.StatusSeeOther)
	return nil
}

// decisionsOf turns what the form asks for into decisions, one an article. Those that leave go together: the first stands
// alone, and the others are put beside it.
func (s *site) decisionsOf(v *visit, st *isnad.Story) ([]isnad.Decision, error) {
	var ids []string
	with := ""
	switch v.PostForm.Get("do") {
	case "undo":
		from, err := s.mergedBy(v, st, v.PostForm.Get("was"))
		if err != nil {
			return nil, err
		}
		for _, m := range from {
			ids = append(ids, m.Article)
		}
		if len(ids) == 0 {
			return nil, errArrange{"arrange.changed"}
		}
	case "apart":
		ids = v.PostForm["article"]
	case "join":
		ids = v.PostForm["article"]
		other, err := s.otherStory(v, st)
		if err != nil {
			return nil, err
		}
		with = other
	case "merge":
		for _, m := range st.Members {
			ids = append(ids, m.Article)
		}
		other, err := s.otherStory(v, st)
		if err != nil {
			return nil, err
		}
		with = other
	default:
		return nil, isnad.ErrInvalid
	}
	return s.decisions(v, st, ids, with)
}

func (s *site) decisions(v *visit, st *isnad.Story, ids []string, with string) ([]isnad.Decision, error) {
	switch {
	case len(ids) == 0:
		return nil, errArrange{"arrange.none"}
	case with == "" && len(ids) >= len(st.Members):
		return nil, errArrange{"arrange.all"}
	}
	note, at := isnad.CleanText(cutBytes(v.PostForm.Get("note"), longestNote)), s.now().UTC()
	var list []isnad.Decision
	for i, id := range ids {
		if !slices.ContainsFunc(st.Members, func(m isnad.Member) bool { return m.Article == id }) {
			return nil, errArrange{"arrange.changed"}
		}
		d := isnad.Decision{Article: id, With: with, At: at, Note: note}
		if with == "" && i > 0 {
			d.With = ids[0]
		}
		list = append(list, d)
	}
	return list, nil
}

// otherStory gives an article of the story that the form names, by the address of its page or of one of its articles, or
// by its id alone.
func (s *site) otherStory(v *visit, st *isnad.Story) (string, error) {
	id := storyNamed(v.PostForm.Get("with"))
	if id == "" {
		return "", errArrange{"arrange.no-story"}
	}
	other, err := s.stories.Story(v.Context(), id)
	switch {
	case errors.Is(err, isnad.ErrNotFound), err == nil && len(other.Members) == 0:
		return "", errArrange{"arrange.no-story"}
	case err != nil:
		return "", err
	case other.ID == st.ID:
		return "", errArrange{"arrange.same"}
	}
	return other.Members[0].Article, nil
}

// storyNamed is the id in the address of a story or an article, or the text itself.
func storyNamed(text string) string {
	text = strings.TrimSpace(cutBytes(text, longestAddress))
	u, err := url.Parse(text)
	if err != nil {
		return text
	}
	for _, page := range []string{"/story/", "/arrange/", "/a/"} {
		if _, id, ok := strings.Cut(u.Path, page); ok {
			return strings.TrimSuffix(id, "/")
		}
	}
	return text
}
