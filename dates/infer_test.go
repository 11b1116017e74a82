package dates

import (
	"testing"

	"isnad/arabic"
)

func TestInfer(t *testing.T) {
	tests := []struct{ name, text, weekday, day, words string }{
		{"two that agree", "قال أمس الأول الجمعة كذا، وقال أمس السبت كذا", "sunday", "", "أمس الأول الجمعة"},
		{"today", "أعلن اليوم الخميس", "thursday", "", "اليوم الخميس"},
		{"tomorrow", "يصل غداً الإثنين", "sunday", "", "غداً الإثنين"},
		{"whole date", "أعلن اليوم السبت 4 مارس 2017", "", "2017-03-04", "اليوم السبت 4 مارس 2017"},
		{"yesterday's date", "أعلن أمس الجمعة 3 مارس 2017", "", "2017-03-04", "أمس الجمعة 3 مارس 2017"},
		{"two that disagree", "قال أمس الجمعة كذا، وقال أمس الأحد كذا", "", "", ""},
		{"bare weekdays say nothing", "وصل الجمعة وغادر السبت", "", "", ""},
		{"what others said may be older", "قال: «نلتقي غداً الإثنين»", "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, ok := Infer(Find(arabic.Text, tt.text, Anchor{}))
			if d.Weekday != tt.weekday || d.Day.String() != tt.day || d.Text != tt.words || ok != (tt.words != "") {
				t.Errorf("Infer = %+v %v", d, ok)
			}
			if ok && d.Origin != FromInferred {
				t.Errorf("origin %s", d.Origin)
			}
		})
	}
}
