package web

import (
	"net/http"
	"net/url"

	"isnad/attribution"
)

// helpPage says how to ask: the query language by examples that can be followed, and what is matched without asking.
type helpPage struct {
	basePage
	Rows  []helpRow
	Acts  []helpAct
	Marks []string
}

// helpRow is one way of asking, in both languages.
type helpRow struct {
	Arabic, English link
	Why             string
}

type helpAct struct {
	Act     string
	Arabic  link
	English string
}

// asked are the examples of the help page; their meaning stands under "ask." and the key.
var asked = []struct{ key, ar, en string }{
	{"words", "سدّ الوادعة", "Salt quay"},
	{"phrase", `"ثلاث مراحل"`, `"three stages"`},
	{"minus", "السدّ -كهرباء", "dam -power"},
	{"prefix", "فلسطين*", "palest*"},
	{"source", "مصدر:المرفأ", "source:almarfa"},
	{"country", "بلد:تونس", "country:Tunisia"},
	{"speaker", `قائل:"هند الزنبقي"`, "speaker:Zanbaqi"},
	{"relay", "ناقل:رويترز", "relay:Reuters"},
	{"act", "فعل:نفى", "act:deny"},
	{"entity", "كيان:غزة", "entity:Gaza"},
	{"since", "منذ:2025-06 حتى:2025-07", "since:2025-06 until:2025-07"},
	{"question", "ماذا قالت الوزيرة عن السدّ؟", "who denied the closure?"},
}

func help(s *site, w http.ResponseWriter, v *visit) error {
	p := helpPage{basePage: s.base(v, v.t("search.help"), "search")}
	for _, a := range asked {
		p.Rows = append(p.Rows, helpRow{link{a.ar, queryHref(a.ar)}, link{a.en, queryHref(a.en)}, v.t("ask." + a.key)})
	}
	for _, f := range families {
		for _, act := range f.acts {
			p.Acts = append(p.Acts, v.helpAct(act, f.name))
		}
	}
	return s.show(w, v, http.StatusOK, "help", p)
}

func (c clock) helpAct(act attribution.Act, family string) helpAct {
	name := languages()["ar"].t("act." + string(act))
	return helpAct{Act: family, Arabic: link{name, queryHref("فعل:" + name)}, English: string(act)}
}

func queryHref(text string) string { return "/search?" + url.Values{"q": {text}}.Encode() }
