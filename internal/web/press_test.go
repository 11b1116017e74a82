package web

import (
	"strings"
	"testing"
	"time"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
	"isnad/dates"
	"isnad/extract"
	"isnad/names"
)

// The press of these tests: outlets, people and places are invented.
var (
	beirut = time.FixedZone("", 3*60*60)
	// readAt is when the tests read: a Tuesday in the afternoon.
	readAt = time.Date(2026, 3, 17, 15, 20, 0, 0, beirut)

	manar   = extract.Outlet{Name: "صحيفة المنارة", Host: "manara.example"}
	rimal   = extract.Outlet{Name: "وكالة الرمال للأنباء", Host: "rimal.example"}
	shatee  = extract.Outlet{Name: "إذاعة الشاطئ", Host: "shatee.example"}
	gazette = extract.Outlet{Name: "The Salt Gazette", Host: "gazette.example"}
)

// writer writes an article and finds the offsets of what is said about it by searching its text.
type writer struct {
	t *testing.T
	*isnad.Article
}

func write(t *testing.T, id string, o extract.Outlet, at time.Time, title string, paragraphs ...string) writer {
	t.Helper()
	a := &isnad.Article{ID: id}
	a.Title, a.Source, a.Paragraphs, a.Lang = title, o, paragraphs, "ar"
	a.URL = "https://" + o.Host + "/news/" + id
	a.Published = dates.Date{Day: dates.DayOf(at), Time: at, Precision: dates.Instant, Origin: dates.FromJSONLD, Text: at.Format(time.RFC3339)}
	a.Captured = isnad.Captured{At: at.Add(9 * time.Minute), Digest: isnad.Digest([]byte(id)), WARC: "2026-03.warc.gz#" + id}
	a.Versions = isnad.Versions{Extract: 1, Dates: 1, Names: 1, Attribution: 1}
	return writer{t, a}
}

func (w writer) span(words string) arabic.Span {
	w.t.Helper()
	if i := strings.Index(w.Text(), words); i >= 0 {
		return arabic.Span{Field: arabic.Text, Start: i, End: i + len(words)}
	}
	if i := strings.Index(w.Title, words); i >= 0 {
		return arabic.Span{Field: arabic.Title, Start: i, End: i + len(words)}
	}
	w.t.Fatalf("%s does not have %q", w.ID, words)
	return arabic.Span{}
}

// says adds a statement; more sets what is special about it.
func (w writer) says(who names.Entity, role, cue string, act attribution.Act, kind attribution.Kind, content string, more func(*attribution.Statement)) {
	w.t.Helper()
	c := w.span(cue)
	s := attribution.Statement{
		ID: w.ID + "-" + cue, Span: w.span(content), Content: content, Kind: kind, Act: act,
		Cue: cue, CueStart: c.Start, CueEnd: c.End, Confidence: .95,
		Speaker: attribution.Speaker{Name: who.Name, Type: who.Type, Role: role, Mention: who.Name, Entity: who.Key, How: names.Named},
	}
	if more != nil {
		more(&s)
	}
	w.Statements = append(w.Statements, s)
}

// named adds an entity with every place where one of the forms stands.
func (w writer) named(e names.Entity, forms ...string) {
	for _, form := range forms {
		for _, text := range []struct {
			field arabic.Field
			text  string
		}{{arabic.Title, w.Title}, {arabic.Text, w.Text()}} {
			at := 0
			for {
				i := strings.Index(text.text[at:], form)
				if i < 0 {
					break
				}
				start := at + i
				at = start + len(form)
				e.Mentions = append(e.Mentions, names.Mention{Span: arabic.Span{Field: text.field, Start: start, End: at}, Text: form, How: names.Named})
			}
		}
	}
	w.Entities = append(w.Entities, e)
}

func (w writer) dated(words, from, to string) dates.Expression {
	w.t.Helper()
	a, _ := dates.ParseDay(from)
	b, _ := dates.ParseDay(to)
	return dates.Expression{Span: w.span(words), Text: words, From: a, To: b, Relative: "-2d"}
}

func keywords(words ...string) []isnad.Keyword {
	var list []isnad.Keyword
	for i, w := range words {
		list = append(list, isnad.Keyword{Text: w, Score: 1 - float64(i)/10})
	}
	return list
}

var (
	lamia       = names.Entity{Key: "lamia-rashid", Name: "لمياء الرشيدي", Type: names.Person, Latin: "Lamia al-Rashidi", Roles: []string{"وزيرة النقل في ريحان"}}
	wadi        = names.Entity{Key: "wadi-nassar", Name: "وديع النصّار", Type: names.Person, Roles: []string{"نقيب عمّال المرفأ"}}
	sami        = names.Entity{Key: "sami-hadid", Name: "سامي الحديد", Type: names.Person, Roles: []string{"أستاذ هندسة الموانئ"}}
	port        = names.Entity{Key: "port-authority", Name: "هيئة المرافئ", Type: names.Organisation}
	unnamedOnes = names.Entity{Name: "مصادر في الوزارة", Type: names.Anonymous}
	rayhan      = names.Entity{Key: "rayhan", Name: "ريحان", Type: names.Place}
)

func day(d, hour, minute int) time.Time {
	return time.Date(2026, 3, d, hour, minute, 0, 0, beirut)
}

// press gives the articles of three days.
func press(t *testing.T) []*isnad.Article {
	t.Helper()
	first, copied, english := quay(t)
	boats := write(t, "6mn5q", gazette, day(15, 17, 25), "قوارب الصيد تعود إلى مرسى الملح بعد أسبوع", "عادت القوارب فجر الأحد.")
	undated := write(t, "1aa0z", extract.Outlet{Name: "حصاد الساعة"}, day(1, 0, 0), "مقال بلا تاريخ معروف", "نصّ قصير.")
	undated.Published = dates.Date{Precision: dates.WeekdayOf, Weekday: "sunday", Text: "أمس الأول الجمعة", Origin: dates.FromInferred}
	undated.Captured, undated.URL = isnad.Captured{}, ""
	return []*isnad.Article{reopening(t, first), prices(t), match(t), english, copied, first, school(t), boats.Article, undated.Article}
}

// quay gives the story of the quay before the article in its middle: an agency's report, a copy of it, one in English.
func quay(t *testing.T) (agency, copied, english *isnad.Article) {
	t.Helper()
	yes, no := true, false
	first := write(t, "7kq2m", rimal, day(16, 14, 5), "إغلاق رصيف الملح شهرًا لإصلاح الرافعات",
		"قالت هيئة المرافئ إن رصيف الملح يُغلق شهرًا كاملًا لإصلاح الرافعات الثلاث، على أن تُحوَّل السفن إلى الرصيف الشمالي.",
		"ولم تذكر الهيئة كلفة الإصلاح.")
	first.says(port, "", "قالت", attribution.State, attribution.Indirect, "رصيف الملح يُغلق شهرًا كاملًا لإصلاح الرافعات الثلاث", nil)
	first.named(port, "هيئة المرافئ")
	first.Keywords, first.Story, first.Copy, first.Original = keywords("رصيف الملح", "الرافعات", "هيئة المرافئ"), "story-port", "copy-1", &yes

	double := write(t, "9xw4c", shatee, day(16, 16, 40), "رصيف الملح مغلق شهرًا", first.Paragraphs...)
	double.Credits, double.Story, double.Copy, double.Original = []string{"وكالة الرمال"}, "story-port", "copy-1", &no

	foreign := write(t, "3dz8r", gazette, day(16, 21, 30), "Salt quay to close for a month", "The quay will close for a month, a union leader told this newspaper.")
	foreign.Lang, foreign.Story = "en", "story-port"
	return first.Article, double.Article, foreign.Article
}

// reopening is the article that has everything: speakers, relays, times, repairs, what is related.
func reopening(t *testing.T, first *isnad.Article) *isnad.Article {
	t.Helper()
	main := write(t, "5hv1p", manar, day(17, 10, 42), "الرشيدي: رصيف الملح يعود تدريجيًا، والعمّال أولًا",
		"أعلنت وزيرة النقل في ريحان لمياء الرشيدي، في بيان صدر صباح الثلاثاء، أن الرصيف سيُفتح على مرحلتين ابتداءً من مطلع الشهر المقبل، بعدما عطّلت العاصفة رافعاته الثلاث وأوقفت نحو مئتي عامل عن العمل.",
		"وقالت الرشيدي على منصّة «مجلس»، بحسب The Salt Gazette: «أعيدوا العمّال قبل الحاويات، ثم أعيدوا الرافعات». وكانت وكالة الرمال للأنباء قد نقلت عنها دعوتها: «العمّال أولًا، والحاويات بعدهم».",
		"النقابة: لم يسألنا أحد",
		"في المقابل نفى نقيب عمّال المرفأ وديع النصّار أن تكون النقابة قد وافقت على الجدول، محذّرًا من أن الرافعة الثانية لم تُفحص منذ أربعة أعوام.",
		"ورأى أستاذ هندسة الموانئ سامي الحديد، أمس الأول الأحد، أن ما جرى «عطلٌ صغير في إدارة كبيرة». ويبعد الرصيف الشمالي عن المدينة ستة كيلومترات.",
		"وكشفت مصادر في الوزارة أن تعويضات العمّال ستُصرف قبل نهاية الشهر المقبل، ولم يصدر ما يؤكّد ذلك حتى ساعة النشر.")
	main.Blocks = []extract.Block{{Paragraph: 2, Kind: extract.Heading}}
	main.Authors, main.Dateline, main.Section = []string{"نوال الكرمي"}, "مرسى الملح", "محليات"
	main.Via = []extract.Outlet{{Name: "مجمّع «حصاد الساعة»", Host: "hasad.example"}}
	main.Keywords = keywords("رصيف الملح", "لمياء الرشيدي", "وزارة النقل", "نقابة العمّال", "الرافعات")
	main.Tags, main.Story = []string{"موانئ"}, "story-port"
	morning := main.dated("صباح الثلاثاء", "2026-03-17", "2026-03-17")
	sunday := main.dated("أمس الأول الأحد", "2026-03-15", "2026-03-15")
	main.Times = []dates.Expression{morning, main.dated("مطلع الشهر المقبل", "2026-04-01", "2026-04-10"), sunday, main.dated("نهاية الشهر المقبل", "2026-04-30", "2026-04-30")}
	quoted(main, morning, sunday)
	main.named(lamia, "لمياء الرشيدي", "الرشيدي")
	main.named(wadi, "وديع النصّار")
	main.named(sami, "سامي الحديد")
	main.named(rayhan, "ريحان")
	main.Repairs = []extract.Repair{
		{Kind: "fused-label", Found: "إعلانوقالت", Became: "وقالت"}, {Kind: "fused-heading", Found: "أحدفي المقابل", Became: "أحد ¶ في المقابل"},
		{Kind: "persian-letter", Found: "الملائكیة", Became: "الملائكية"}, {Kind: "furniture", Found: "إقرأ أيضًا، شارك، اطبع"},
	}
	main.Related = []isnad.Related{{ID: "7kq2m", Title: first.Title, Why: "القصة نفسها", Score: .9}, {Title: "ميزانية الموانئ في ثلاثة أعوام", Why: "القائل نفسه"}}
	return main.Article
}

// quoted adds what the people in it say.
func quoted(main writer, morning, sunday dates.Expression) {
	main.t.Helper()
	main.says(lamia, "وزيرة النقل", "أعلنت", attribution.Announce, attribution.Indirect, "الرصيف سيُفتح على مرحلتين ابتداءً من مطلع الشهر المقبل",
		func(s *attribution.Statement) { s.Medium, s.Time = "بيان", morning })
	main.says(lamia, "وزيرة النقل", "قالت", attribution.Call, attribution.Direct, "أعيدوا العمّال قبل الحاويات، ثم أعيدوا الرافعات",
		func(s *attribution.Statement) {
			s.Medium, s.Relays, s.Speaker.Mention = "منشور", []attribution.Relay{{Name: "The Salt Gazette", Mention: "The Salt Gazette"}}, "الرشيدي"
			s.SameAs = []string{"5hv1p-دعوتها"}
		})
	main.says(lamia, "وزيرة النقل", "دعوتها", attribution.Call, attribution.Direct, "العمّال أولًا، والحاويات بعدهم",
		func(s *attribution.Statement) {
			s.Relays, s.Speaker.How = []attribution.Relay{{Name: "وكالة الرمال للأنباء", Mention: "وكالة الرمال للأنباء"}}, names.Pronoun
			s.Confidence, s.SameAs = .74, []string{"5hv1p-قالت"}
		})
	main.says(wadi, "نقيب عمّال المرفأ", "نفى", attribution.Deny, attribution.Indirect, "أن تكون النقابة قد وافقت على الجدول", nil)
	main.says(wadi, "نقيب عمّال المرفأ", "محذّرًا", attribution.Warn, attribution.Indirect, "الرافعة الثانية لم تُفحص منذ أربعة أعوام",
		func(s *attribution.Statement) { s.Speaker.How, s.Speaker.Mention = names.Implied, "" })
	main.says(sami, "أستاذ هندسة الموانئ", "رأى", attribution.Believe, attribution.Mixed, "ما جرى «عطلٌ صغير في إدارة كبيرة»",
		func(s *attribution.Statement) { s.Time = sunday })
	main.says(unnamedOnes, "", "كشفت", attribution.Announce, attribution.Indirect, "تعويضات العمّال ستُصرف قبل نهاية الشهر المقبل",
		func(s *attribution.Statement) { s.Confidence = .42 })
}

func prices(t *testing.T) *isnad.Article {
	t.Helper()
	prices := write(t, "2bt6n", shatee, day(17, 9, 30), "المصرف الأهلي يتوقع هدوء الأسعار ولا يعد بخفض الفائدة",
		"توقع محافظ المصرف الأهلي جابر الياسمين أن تهدأ الأسعار في الربع المقبل، وقال: «لا وعود اليوم».",
		"وطالبت غرفة التجارة بخفض الفائدة نصف نقطة.")
	jaber := names.Entity{Key: "jaber-yasmin", Name: "جابر الياسمين", Type: names.Person}
	chamber := names.Entity{Key: "chamber", Name: "غرفة التجارة", Type: names.Organisation}
	prices.says(jaber, "محافظ المصرف الأهلي", "توقع", attribution.Believe, attribution.Indirect, "أن تهدأ الأسعار في الربع المقبل", nil)
	prices.says(jaber, "محافظ المصرف الأهلي", "قال", attribution.State, attribution.Direct, "لا وعود اليوم", nil)
	prices.says(chamber, "", "طالبت", attribution.Call, attribution.Indirect, "بخفض الفائدة نصف نقطة", nil)
	prices.named(jaber, "جابر الياسمين")
	prices.Keywords = keywords("المصرف الأهلي", "سعر الفائدة", "الأسعار")
	return prices.Article
}

func match(t *testing.T) *isnad.Article {
	t.Helper()
	match := write(t, "8fs3k", manar, day(16, 23, 4), "الموج يتعادل مع النخيل وينتزع صدارة الدوري",
		"رفضت إدارة النخيل تقرير الحكم عن الدقيقة الأخيرة، فيما وعد مدرب الموج نزار السوسن جمهوره باللقب.")
	nakhil := names.Entity{Key: "nakhil", Name: "إدارة النخيل", Type: names.Organisation}
	nizar := names.Entity{Key: "nizar-sawsan", Name: "نزار السوسن", Type: names.Person}
	match.says(nakhil, "", "رفضت", attribution.Reject, attribution.Indirect, "تقرير الحكم عن الدقيقة الأخيرة", nil)
	match.says(nizar, "مدرب الموج", "وعد", attribution.Promise, attribution.Indirect, "باللقب", nil)
	match.Keywords = keywords("الدوري", "نادي الموج", "نادي النخيل")
	return match.Article
}

func school(t *testing.T) *isnad.Article {
	t.Helper()
	school := write(t, "4gy7j", rimal, day(15, 20, 40), "جامعة الساحل تعيد فتح القبول بعد خلل في المنصّة",
		"اعتذرت عمادة القبول عن الخلل، ورحّب اتحاد الطلبة بتمديد المهلة أسبوعًا.")
	dean := names.Entity{Key: "admissions", Name: "عمادة القبول", Type: names.Organisation}
	union := names.Entity{Key: "students", Name: "اتحاد الطلبة", Type: names.Organisation}
	school.says(dean, "", "اعتذرت", attribution.Express, attribution.Indirect, "عن الخلل", nil)
	school.says(union, "", "رحّب", attribution.Support, attribution.Indirect, "بتمديد المهلة أسبوعًا", nil)
	school.Keywords = keywords("القبول الجامعي", "جامعة الساحل")
	return school.Article
}
