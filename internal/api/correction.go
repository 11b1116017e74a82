package api

import (
	"context"
	"net/http"
	"time"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
	"isnad/internal/account"
	"isnad/names"
)

// correctionView is a statement set right by hand.
type correctionView struct {
	ID          string              `json:"id"`
	Article     string              `json:"article"`
	Field       arabic.Field        `json:"field"`
	Cue         string              `json:"cue"`
	Content     string              `json:"content"`
	Found       attribution.Speaker `json:"found,omitzero" doc:"Who was found to speak."`
	Speaker     attribution.Speaker `json:"speaker,omitzero" doc:"Who speaks."`
	NoStatement bool                `json:"no_statement,omitempty" doc:"Nobody is reported to say anything there."`
	Note        string              `json:"note,omitempty"`
	By          string              `json:"by,omitempty"`
	At          time.Time           `json:"at"`
}

type newCorrectionInput struct {
	Body struct {
		Article   string `json:"article" minLength:"1"`
		Statement string `json:"statement" minLength:"1" doc:"The statement's id, as the article gives it."`
		Speaker   struct {
			Name string `json:"name,omitempty" maxLength:"300" doc:"Empty where the text does not tell."`
			Type string `json:"type,omitempty" enum:"person,organisation,outlet,group,anonymous,document"`
			Role string `json:"role,omitempty" maxLength:"300"`
			Key  string `json:"entity,omitempty" maxLength:"300" doc:"Key of the entity, where the archive has one."`
		} `json:"speaker,omitempty"`
		NoStatement bool   `json:"no_statement,omitempty"`
		Note        string `json:"note,omitempty" maxLength:"2000"`
	}
}

type correctionsInput struct {
	Article string `query:"article" doc:"Only those of this article."`
	Limit   int    `query:"limit" default:"1000" minimum:"1" maximum:"100000"`
}

// corrections are the operations on what is set right by hand.
func (s *service) corrections() {
	operation(s, isnad.MayRead, http.MethodGet, "/corrections", "list-corrections", "Statements set right by hand, oldest first", s.listCorrections)
	operation(s, isnad.MayEdit, http.MethodPost, "/corrections", "correct", "Set a statement's speaker right, or say that it is none", s.correct)
	operation(s, isnad.MayEdit, http.MethodDelete, "/corrections/{id}", "withdraw", "Take a correction back", s.withdraw)
}

func correctionOf(c *isnad.Correction) correctionView {
	return correctionView{c.ID, c.Article, c.Statement.Field, c.Statement.Cue, c.Statement.Content, c.Statement.Speaker, c.Speaker, c.NoStatement, c.Note, c.By, c.At}
}

func (s *service) listCorrections(ctx context.Context, in *correctionsInput) (*body[[]correctionView], error) {
	all, err := s.Corrections.Corrections(ctx, isnad.CorrectionFilter{Article: in.Article, Limit: in.Limit})
	out := []correctionView{}
	for i := range all {
		out = append(out, correctionOf(&all[i]))
	}
	return &body[[]correctionView]{out}, err
}

func (s *service) correct(ctx context.Context, in *newCorrectionInput) (*body[correctionView], error) {
	a, err := s.Store.Article(ctx, in.Body.Article)
	if err != nil {
		return nil, err
	}
	c := &isnad.Correction{ID: account.NewID(), Article: a.ID, NoStatement: in.Body.NoStatement, Note: isnad.CleanText(in.Body.Note), By: account.Of(ctx).Name(), At: s.Now().UTC()}
	if who := in.Body.Speaker; !c.NoStatement {
		c.Speaker = attribution.Speaker{Name: isnad.CleanText(who.Name), Type: names.Type(who.Type), Role: isnad.CleanText(who.Role), Entity: isnad.CleanText(who.Key)}
	}
	for _, st := range a.Statements {
		if st.ID == in.Body.Statement {
			c.Statement = st
		}
	}
	if err := s.Corrections.Correct(ctx, c); err != nil {
		return nil, err
	}
	return &body[correctionView]{correctionOf(c)}, nil
}

type correctionInput struct {
	ID string `path:"id"`
}

func (s *service) withdraw(ctx context.Context, in *correctionInput) (*none, error) {
	return &none{}, s.Corrections.Withdraw(ctx, in.ID)
}
