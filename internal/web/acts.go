package web

import "isnad/attribution"

// families groups the acts as the margin bars do: each family has a colour and a line of its own.
var families = []struct {
	name string
	acts []attribution.Act
}{
	{"report", []attribution.Act{attribution.State, attribution.Announce, attribution.Stress}},
	{"dispute", []attribution.Act{attribution.Deny, attribution.Reject, attribution.Accuse, attribution.Condemn}},
	{"support", []attribution.Act{attribution.Support, attribution.Promise}},
	{"urge", []attribution.Act{attribution.Call, attribution.Warn, attribution.Ask}},
	{"opinion", []attribution.Act{attribution.Believe, attribution.Express}},
}

// familyOf names the family of an act; what is not known counts as a report.
func familyOf(a attribution.Act) string {
	for _, f := range families {
		for _, act := range f.acts {
			if act == a {
				return f.name
			}
		}
	}
	return "report"
}
