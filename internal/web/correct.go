package web

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"isnad"
	"isnad/attribution"
	"isnad/names"
)

// correctPage lets an editor set the speaker of one statement right.
type correctPage struct {
	basePage
	Self    string
	Back    string
	Card    card
	People  []named // whom the article names, the present speaker first
	Other   string
	Problem string
}

// named is somebody who can be chosen as the speaker.
type named struct {
	Value, Name, Kind string
	On                bool
}

const (
	noStatement = "!none"    // value of the choice that nobody says anything there
	otherName   = "!other"   // value of the choice to write a name
	notTold     = "!unknown" // value of the choice that the text does not tell
	longestName = 200        // bytes of a name written by hand
	longestNote = 1000
)

// statementAt gives the article and its statement of that number on its page.
func (s *site) statementAt(v *visit) (*isnad.Article, *attribution.Statement, error) {
	a, err := s.store.Article(v.Context(), v.PathValue("id"))
	if err != nil {
		return nil, nil, err
	}
	no, err := strconv.Atoi(v.PathValue("no"))
	list := inOrder(a)
	if err != nil || no < 1 || no > len(list) {
		return nil, nil, isnad.ErrNotFound
	}
	return a, list[no-1], nil
}

func correcting(s *site, w http.ResponseWriter, v *visit) error {
	a, st, err := s.statementAt(v)
	if err != nil {
		return err
	}
	return s.correctPage(w, v, a, st, http.StatusOK, "")
}

func (s *site) correctPage(w http.ResponseWriter, v *visit, a *isnad.Article, st *attribution.Statement, status int, problem string) error {
	p := correctPage{basePage: s.base(v, v.t("correct.title"), ""), Problem: problem}
	p.NoIndex = true
	p.Self = articleHref(a.ID) + "/correct/" + url.PathEscape(v.PathValue("no"))
	p.Back = articleHref(a.ID) + "#s" + url.PathEscape(v.PathValue("no"))
	p.Card = v.inList(a, v.cardOf(a, st, true))
	p.People = v.speakersIn(a, st)
	return s.show(w, v, status, "correct", p)
}

// speakersIn are those whom an article names and who can speak.
func (c clock) speakersIn(a *isnad.Article, st *attribution.Statement) []named {
	var list []named
	for _, e := range a.Entities {
		if e.Type == names.Place || e.Name == "" {
			continue
		}
		n := named{cmpKey(e), e.Name, c.or("type", string(e.Type)), e.Name == st.Speaker.Name}
		if !slices.ContainsFunc(list, func(x named) bool { return x.Value == n.Value }) {
			list = append(list, n)
		}
	}
	return list
}

// cmpKey is what tells entities of one article apart.
func cmpKey(e names.Entity) string {
	if e.Key != "" {
		return e.Key
	}
	return e.Name
}

func correct(s *site, w http.ResponseWriter, v *visit) error {
	if err := readForm(w, v); err != nil {
		return err
	}
	a, st, err := s.statementAt(v)
	if err != nil {
		return err
	}
	if st.Content != v.PostForm.Get("content") {
		return isnad.ErrConflict // the statements have changed since the form was shown
	}
	c := isnad.Correction{
		ID: rand.Text(), Article: a.ID, Statement: attribution.Statement{Span: st.Span, Cue: st.Cue, Content: st.Content},
		Note: isnad.CleanText(cutBytes(v.PostForm.Get("note"), longestNote)), By: v.Name(), At: s.now().UTC(),
	}
	switch who := v.PostForm.Get("speaker"); who {
	case noStatement:
		c.NoStatement = true
	case notTold:
	case otherName:
		name := isnad.CleanText(cutBytes(v.PostForm.Get("name"), longestName))
		if name == "" {
			return s.correctPage(w, v, a, st, http.StatusBadRequest, v.t("correct.no-name"))
		}
		c.Speaker = attribution.Speaker{Name: name, Type: names.Person, How: names.Named}
	default:
		i := slices.IndexFunc(a.Entities, func(e names.Entity) bool { return cmpKey(e) == who })
		if i < 0 {
			return s.correctPage(w, v, a, st, http.StatusBadRequest, v.t("correct.choose"))
		}
		e := a.Entities[i]
		c.Speaker = attribution.Speaker{Name: e.Name, Type: e.Type, Entity: e.Key, How: names.Named}
		if len(e.Roles) > 0 {
			c.Speaker.Role = e.Roles[0]
		}
	}
	if err := s.corrections.Correct(v.Context(), &c); err != nil {
		return err
	}
	http.Redirect(w, v.Request, articleHref(a.ID)+"#st", http.StatusSeeOther)
	return nil
}
