package web

import (
	"net/http"

	"isnad"
)

// settingsPage holds what a reader can choose, each choice a form of its own whose answer is a cookie.
type settingsPage struct {
	basePage
	Choices []choice
}

// choice is one setting with its values; the one that holds is pressed.
type choice struct {
	Name, Legend, Why string
	Values            []choiceValue
}

type choiceValue struct {
	Value, Text, Lang, Dir string
	On                     bool
}

func settings(s *site, w http.ResponseWriter, v *visit) error {
	p := settingsPage{basePage: s.base(v, v.t("settings.title"), "settings")}
	p.NoIndex = true
	digits := "western"
	if v.digits != "" {
		digits = "eastern"
	}
	p.Choices = []choice{
		{"lang", v.t("choose.lang"), v.t("settings.lang.why"), []choiceValue{{"ar", "العربية", "ar", "rtl", v.lang == "ar"}, {"en", "English", "en", "ltr", v.lang == "en"}}},
		{"theme", v.t("choose.theme"), v.t("settings.theme.why"), nil},
		{"digits", v.t("choose.digits"), v.t("settings.digits.why"), []choiceValue{{"western", "0123456789", "", "ltr", digits == "western"}, {"eastern", easternDigits, "", "ltr", digits == "eastern"}}},
	}
	for _, theme := range themes {
		p.Choices[1].Values = append(p.Choices[1].Values, choiceValue{Value: theme, Text: v.t("theme." + theme), On: v.theme == theme})
	}
	return s.show(w, v, http.StatusOK, "settings", p)
}

func isDigits(s string) bool { return s == "western" || s == "eastern" }

// choose keeps a choice of language, digits or theme in a cookie and goes back to the page it was made on.
func choose(s *site, w http.ResponseWriter, v *visit) error {
	v.Body = http.MaxBytesReader(w, v.Body, 4096)
	if err := v.ParseForm(); err != nil {
		return isnad.ErrInvalid
	}
	if lang := v.PostForm.Get("lang"); languages()[lang] != nil {
		setCookie(w, langCookie, lang)
	}
	if theme := v.PostForm.Get("theme"); isTheme(theme) {
		setCookie(w, themeCookie, theme)
	}
	if digits := v.PostForm.Get("digits"); isDigits(digits) {
		setCookie(w, digitsCookie, digits)
	}
	http.Redirect(w, v.Request, ownPath(v.PostForm.Get("back")), http.StatusSeeOther)
	return nil
}
