package web

import (
	"cmp"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"isnad"
	"isnad/dates"
)

// cited is a citation in one style.
type cited struct {
	Style string
	Dir   string
	Parts []citePart
}

// citePart is a stretch of a citation; a foreign one stands in an isolate of its own, and an address has its letters as they are
// read, in pieces of which those that are marked are foreign.
type citePart struct {
	Text    string
	Foreign bool
	Address []piece
}

// citation texts in three styles: as Arabic books do, APA's seventh edition, and Chicago's notes. stable is the address
// of the article's page here.
func (c clock) citations(a *isnad.Article, stable string) []cited {
	ar := clock{languages()["ar"], c.now}
	if c.digits != "" {
		ar.words = eastern()
	}
	return []cited{
		{c.t("cite.arabic"), "rtl", ar.citeArabic(a, stable)},
		{c.t("cite.apa"), "ltr", citeAPA(a, stable)},
		{c.t("cite.chicago"), "ltr", citeChicago(a, stable)},
	}
}

func own(s string) citePart     { return citePart{Text: s} }
func foreign(s string) citePart { return citePart{Text: s, Foreign: true} }
func address(s string) citePart { return citePart{Address: addressPieces(readableURL(s))} }

func (c clock) citeArabic(a *isnad.Article, stable string) []citePart {
	var p []citePart
	if len(a.Authors) > 0 {
		p = append(p, foreign(strings.Join(a.Authors, "، ")), own("، "))
	}
	p = append(p, own("«"), foreign(titleOf(a)), own("»، "), foreign(outletName(a)), own("، "))
	if d := a.Published.Day; d.IsZero() {
		p = append(p, own(c.t("cite.undated")))
	} else {
		p = append(p, own(c.figures(strconv.Itoa(d.Day))+" "+c.monthOf(d)))
	}
	p = append(p, own(". "+c.t("cite.archived")))
	if at := a.Captured.At; !at.IsZero() {
		at = at.In(c.now.Location())
		p = append(p, own(c.figures(at.Format("، 2/1/2006، 15:04"))))
	}
	return append(p, own(". "), address(bare(stable)))
}

func citeAPA(a *isnad.Article, stable string) []citePart {
	var p []citePart
	when := "n.d."
	if d := a.Published.Day; !d.IsZero() {
		when = fmt.Sprintf("%d, %s %d", d.Year, d.Month, d.Day)
	}
	if len(a.Authors) > 0 {
		p = append(p, foreign(strings.Join(a.Authors, ", ")), own(". "))
		p = append(p, own("("+when+"). "), foreign(titleOf(a)), own(". "), foreign(outletName(a)), own(". "))
	} else {
		p = append(p, foreign(outletName(a)), own(". ("+when+"). "), foreign(titleOf(a)), own(". "))
	}
	if u := webURL(cmp.Or(a.CanonicalURL, a.URL)); u != "" {
		p = append(p, address(u), own(". "))
	}
	return append(p, own("Archived in Isnad, "), address(stable))
}

func citeChicago(a *isnad.Article, stable string) []citePart {
	var p []citePart
	if len(a.Authors) > 0 {
		p = append(p, foreign(strings.Join(a.Authors, ", ")), own(". "))
	}
	p = append(p, own("“"), foreign(titleOf(a)), own(".” "), foreign(outletName(a)), own(", "+chicagoDay(a.Published.Day)+". "))
	if u := webURL(cmp.Or(a.CanonicalURL, a.URL)); u != "" {
		p = append(p, address(u), own(". "))
	}
	p = append(p, own("Archived "))
	if at := a.Captured.At; !at.IsZero() {
		p = append(p, own(chicagoDay(dates.DayOf(at))+", "))
	}
	return append(p, own("in Isnad, "), address(stable), own("."))
}

func chicagoDay(d dates.Day) string {
	if d.IsZero() {
		return "n.d."
	}
	return fmt.Sprintf("%s %d, %d", d.Month, d.Day, d.Year)
}

// bare is an address without its scheme.
func bare(s string) string {
	_, rest, ok := strings.Cut(s, "://")
	if !ok {
		return s
	}
	return rest
}

// citation answers with a file for reference managers.
func citation(write func(a *isnad.Article, stable string) (kind, text string)) handler {
	return func(s *site, w http.ResponseWriter, v *visit) error {
		a, err := s.store.Article(v.Context(), v.PathValue("id"))
		if err != nil {
			return err
		}
		kind, text := write(a, s.self(v)+articleHref(a.ID))
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Content-Disposition", "attachment")
		_, err = w.Write(neutral([]byte(text)))
		return err
	}
}

// bibTeX writes an @online entry. Braces and backslashes of the text are left out: BibTeX has no way to quote them that
// every reader of the format knows.
func bibTeX(a *isnad.Article, stable string) (kind, text string) {
	var b strings.Builder
	clean := strings.NewReplacer("{", "", "}", "", "\\", "", "\n", " ")
	fmt.Fprintf(&b, "@online{isnad-%s,\n", clean.Replace(a.ID))
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %s = {%s},\n", name, clean.Replace(value))
		}
	}
	field("title", titleOf(a))
	field("author", strings.Join(a.Authors, " and "))
	field("organization", outletName(a))
	field("date", a.Published.Day.String())
	field("url", webURL(cmp.Or(a.CanonicalURL, a.URL)))
	if !a.Captured.At.IsZero() {
		field("urldate", a.Captured.At.Format(time.DateOnly))
	}
	field("note", "Archived in Isnad: "+stable)
	field("langid", map[string]string{"ar": "arabic", "en": "english"}[a.Lang])
	b.WriteString("}\n")
	return "application/x-bibtex; charset=utf-8", b.String()
}

func risText(a *isnad.Article, stable string) (kind, text string) {
	var b strings.Builder
	field := func(tag, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s  - %s\r\n", tag, strings.Join(strings.Fields(value), " "))
		}
	}
	field("TY", "NEWS")
	field("TI", titleOf(a))
	for _, author := range a.Authors {
		field("AU", author)
	}
	field("T2", outletName(a))
	if d := a.Published.Day; !d.IsZero() {
		field("DA", strings.ReplaceAll(d.String(), "-", "/"))
		field("PY", fmt.Sprint(d.Year))
	}
	field("UR", webURL(cmp.Or(a.CanonicalURL, a.URL)))
	field("L2", stable)
	field("LA", a.Lang)
	b.WriteString("ER  - \r\n")
	return "application/x-research-info-systems; charset=utf-8", b.String()
}

// articleJSON answers with the article in the interchange format.
func articleJSON(s *site, w http.ResponseWriter, v *visit) error {
	a, err := s.store.Article(v.Context(), v.PathValue("id"))
	if err != nil {
		return err
	}
	line, err := isnad.Encode(a)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, err = w.Write(append(line, '\n'))
	return err
}
