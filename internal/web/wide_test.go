package web

import (
	"fmt"
	"strings"
	"time"

	"isnad"
	"isnad/attribution"
	"isnad/extract"
	"isnad/names"
	"testing"
)

// wideStory is a story of forty outlets: three origins, ten that wrote their own text after them, and copies, some of
// which name whom they copied.
func wideStory(t *testing.T) []*isnad.Article {
	t.Helper()
	yes, no := true, false
	start := readAt.Add(-50 * time.Hour)
	text := []string{
		"أعلنت وزيرة النقل في ريحان لمياء الرشيدي أن الجسر القديم سيُغلق ثلاثة أشهر لترميم دعائمه الحجرية، وأن العبّارات ستعمل ليلًا بلا أجرة.",
		"وقالت الرشيدي في مؤتمر صحفي: «الجسر أكبر منا جميعًا، ولن نفتحه قبل أن يُفحص كل حجر فيه».",
		"ويعبر الجسر كل يوم نحو عشرين ألف شخص، بحسب أرقام البلدية.",
	}
	var list []*isnad.Article
	for i := range 40 {
		o := extract.Outlet{Name: fmt.Sprintf("صحيفة %s", wideNames[i]), Host: fmt.Sprintf("w%02d.example", i)}
		at := start.Add(time.Duration(i*i) * 100 * time.Second)
		title := "الرشيدي: الجسر القديم يُغلق ثلاثة أشهر"
		var w writer
		switch {
		case i < 3 || i >= 30: // texts of their own
			w = write(t, fmt.Sprintf("wide%02d", i), o, at, fmt.Sprintf("%s والعبّارات بديلًا (%d)", title, i),
				fmt.Sprintf("قالت لمياء الرشيدي لصحيفة %s: «الجسر أكبر منا، ولن يُفتح قبل فحص كل حجر فيه، والموعد رقم %d ليس نهائيًا».", wideNames[i], i), "وأبدى تجّار السوق خشيتهم من الكساد.")
			w.says(lamia, "وزيرة النقل", "قالت", attribution.State, attribution.Direct, fmt.Sprintf("الجسر أكبر منا، ولن يُفتح قبل فحص كل حجر فيه، والموعد رقم %d ليس نهائيًا", i), func(s *attribution.Statement) {
				s.ID, s.SameAs = w.ID+".1", []string{"wide00.1"}
				if i >= 30 && i%3 == 0 {
					s.Relays = []attribution.Relay{{Name: "صحيفة " + wideNames[0], Mention: ""}}
				}
			})
		default:
			w = write(t, fmt.Sprintf("wide%02d", i), o, at, title, text...)
			w.Copy, w.Original = "wide-copy", &no
			if i == 3 {
				w.Original = &yes
				w.says(lamia, "وزيرة النقل", "أعلنت", attribution.Announce, attribution.Indirect, "أن الجسر القديم سيُغلق ثلاثة أشهر لترميم دعائمه الحجرية", nil)
				w.says(lamia, "وزيرة النقل", "قالت", attribution.State, attribution.Direct, "الجسر أكبر منا جميعًا، ولن نفتحه قبل أن يُفحص كل حجر فيه", func(s *attribution.Statement) { s.ID, s.SameAs = "wide03.2", []string{"wide00.1"} })
			} else if i%2 == 0 {
				w.Credits = []string{"صحيفة " + wideNames[3]}
				w.Paragraphs[0] = strings.Replace(w.Paragraphs[0], "بلا أجرة", "مجانًا", 1)
			}
		}
		w.named(lamia, "لمياء الرشيدي", "الرشيدي")
		w.named(names.Entity{Key: "rayhan", Name: "ريحان", Type: names.Place}, "ريحان")
		w.Story, w.Keywords = "wide", keywords("الجسر القديم", "لمياء الرشيدي", "العبّارات")
		list = append(list, w.Article)
	}
	return list
}

// wideNames are forty invented names of outlets.
var wideNames = strings.Fields(`الضحى المسار النورس الشاطئان البيادر الصنوبر اليمّ الجبل القنديل السنابل الأثير الميناء الحقول
	البوصلة الرصيف الشراع الندى الصدى المنبر القوافل السهل الكثبان الينابيع الأسوار الدرب المرايا الفنار الموج الزيتون
	الرواق الغدير الهضبة النخلة القرميد الأرجوان الكرمل التلال الساقية المحراث الصباح`)
