package web

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"

	"isnad"
)

// correctionsPage lists what was set right by hand, the latest first.
type correctionsPage struct {
	basePage
	Rows []correctionRow
}

type correctionRow struct {
	ID, Content   string
	Was, Now      string
	Note, By      string
	When          when
	Article       string
	NoLonger      bool
	Cue, Act, Key string
}

const correctionsListed = 500

func corrections(s *site, w http.ResponseWriter, v *visit) error {
	list, err := s.corrections.Corrections(v.Context(), isnad.CorrectionFilter{})
	if err != nil {
		return err
	}
	p := correctionsPage{basePage: s.base(v, v.t("corrections.title"), "sources")}
	p.NoIndex = true
	slices.Reverse(list)
	for _, c := range list[:min(len(list), correctionsListed)] {
		r := correctionRow{
			ID: c.ID, Content: cut(c.Statement.Content, 200), Was: cmp.Or(c.Statement.Speaker.Name, v.t("unnamed")), Now: cmp.Or(c.Speaker.Name, v.t("correct.not-told")),
			Note: c.Note, By: c.By, When: v.minute(c.At), Article: articleHref(c.Article), Cue: c.Statement.Cue, Act: familyOf(c.Statement.Act),
		}
		if c.NoStatement {
			r.Now = v.t("correct.none")
		}
		p.Rows = append(p.Rows, r)
	}
	return s.show(w, v, http.StatusOK, "corrections", p)
}

func withdraw(s *site, w http.ResponseWriter, v *visit) error {
	if err := readForm(w, v); err != nil {
		return err
	}
	if err := s.corrections.Withdraw(v.Context(), v.PostForm.Get("id")); err != nil {
		return err
	}
	http.Redirect(w, v.Request, "/corrections", http.StatusSeeOther)
	return nil
}

// correctionsFile answers with all corrections, one JSON object a line: gold to measure and to learn from.
func correctionsFile(s *site, w http.ResponseWriter, v *visit) error {
	list, err := s.corrections.Corrections(v.Context(), isnad.CorrectionFilter{})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/jsonl; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="corrections.jsonl"`)
	lines := json.NewEncoder(w)
	lines.SetEscapeHTML(false)
	for _, c := range list {
		if err := lines.Encode(c); err != nil {
			s.log.Debug("reader went away", "path", v.URL.Path, "error", err)
			return nil
		}
	}
	return nil
}
