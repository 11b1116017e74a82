package dates

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"isnad/arabic"
)

// on is an anchor: published on a day (a Wednesday unless said otherwise) in a country.
func on(day, country string) Anchor {
	d, err := ParseDay(day)
	if err != nil {
		panic(err)
	}
	return Anchor{Published: Date{Day: d, Precision: DayOnly}, Country: country}
}

// told writes expressions as "words from..to", one day without its repetition.
func told(found []Expression) string {
	var out []string
	for _, e := range found {
		days := e.From.String()
		if e.To != e.From {
			days += ".." + e.To.String()
		}
		out = append(out, e.Text+" "+days)
	}
	return strings.Join(out, " | ")
}

func TestFind(t *testing.T) {
	tests := []struct{ name, day, country, text, want string }{
		// 2021-09-15 was a Wednesday.
		{"weekday in the past", "2021-09-15", "", "زار الوزير المدينة الثلاثاء", "الثلاثاء 2021-09-14"},
		{"weekday of the day itself", "2021-09-15", "", "انتهى الاجتماع الأربعاء", "الأربعاء 2021-09-15"},
		{"weekday to come", "2021-09-15", "", "سيزور الوزير المدينة الجمعة", "الجمعة 2021-09-17"},
		{"weekday with direction", "2021-09-15", "", "الأربعاء الماضي ثم الأربعاء المقبل", "الأربعاء الماضي 2021-09-08 | الأربعاء المقبل 2021-09-22"},
		{"yesterday with its weekday", "2021-09-15", "", "أعلن المكتب أمس الثلاثاء", "أمس الثلاثاء 2021-09-14"},
		{"the day before yesterday, three ways", "2021-09-15", "", "أول من أمس وأمس الأول وقبل أمس", "أول من أمس 2021-09-13 | أمس الأول 2021-09-13 | قبل أمس 2021-09-13"},
		{"tomorrow and after", "2021-09-15", "", "يصل غداً ويغادر بعد غد", "غداً 2021-09-16 | بعد غد 2021-09-17"},
		{"parts of the day", "2021-09-15", "", "وقع ذلك فجر اليوم الأربعاء ومساء أمس وبعد ظهر الإثنين", "فجر اليوم الأربعاء 2021-09-15 | مساء أمس 2021-09-14 | بعد ظهر الإثنين 2021-09-13"},
		{"last night", "2021-09-15", "", "اندلع حريق الليلة الماضية", "الليلة الماضية 2021-09-14"},
		{"late last night", "2021-09-15", "", "كتب في وقت متأخر الليلة الماضية", "في وقت متأخر الليلة الماضية 2021-09-14"},
		{"night between two days", "2021-09-15", "", "سجلت الهزة ليل الإثنين الثلاثاء", "ليل الإثنين الثلاثاء 2021-09-13..2021-09-14"},
		{"twin months", "2021-09-15", "", "في 3 تشرين الأول/أكتوبر 2019 وفي أيار (مايو)", "3 تشرين الأول/أكتوبر 2019 2019-10-03 | أيار (مايو) 2021-05-01..2021-05-31"},
		{"twin months without a mark", "2021-09-15", "", "صدر في يوليو تموز الماضي", "يوليو تموز الماضي 2021-07-01..2021-07-31"},
		{"Tunisian months", "2021-09-15", "TN", "من 5 جانفي إلى 9 جانفي 2020 ثم 30 جويلية 2020 و14 أوت 2020", "5 جانفي 2020-01-05 | 9 جانفي 2020 2020-01-09 | 30 جويلية 2020 2020-07-30 | 14 أوت 2020 2020-08-14"},
		{"Moroccan months", "2021-09-15", "MA", "يوم 20 غشت 2018 وفاتح ماي 2019", "يوم 20 غشت 2018 2018-08-20 | فاتح ماي 2019 2019-05-01"},
		{"range of days", "2021-09-15", "", "يقام المعرض من 3 إلى 7 آب", "من 3 إلى 7 آب 2021-08-03..2021-08-07"},
		{"range of years", "2021-09-15", "", "عمل هناك بين 2009 و2013", "بين 2009 و2013 2009-01-01..2013-12-31"},
		{"two days of a month", "2021-09-15", "", "يجتمعون يومي 20 و21 من الشهر الجاري", "يومي 20 و21 من الشهر الجاري 2021-09-20..2021-09-21"},
		{"week by country: Sunday", "2021-09-15", "SA", "الأسبوع الماضي", "الأسبوع الماضي 2021-09-05..2021-09-11"},
		{"week by country: Monday", "2021-09-15", "LB", "الأسبوع الماضي", "الأسبوع الماضي 2021-09-06..2021-09-12"},
		{"week by country: Saturday", "2021-09-15", "EG", "الأسبوع المقبل", "الأسبوع المقبل 2021-09-18..2021-09-24"},
		{"month, year, quarter", "2021-09-15", "", "الشهر الماضي والعام المقبل والربع الأول من العام الجاري", "الشهر الماضي 2021-08-01..2021-08-31 | العام المقبل 2022-01-01..2022-12-31 | الربع الأول من العام الجاري 2021-01-01..2021-03-31"},
		{"edges", "2021-09-15", "", "نهاية يونيو ومطلع العام 2020 ومنتصف العام المقبل", "نهاية يونيو 2021-06-21..2021-06-30 | مطلع العام 2020 2020-01-01..2020-01-31 | منتصف العام المقبل 2022-06-01..2022-07-31"},
		{"decades", "2021-09-15", "", "في ثمانينات القرن الماضي والتسعينيات", "ثمانينات القرن الماضي 1980-01-01..1989-12-31 | التسعينيات 1990-01-01..1999-12-31"},
		{"distance", "2021-09-15", "", "قبل ثلاثة أيام ومنذ أسبوع وقبل عامين", "قبل ثلاثة أيام 2021-09-12 | منذ أسبوع 2021-09-08 | قبل عامين 2019-09-15"},
		{"last units", "2021-09-15", "", "خلال اليومين الماضيين والساعات الـ24 الماضية", "اليومين الماضيين 2021-09-13..2021-09-14 | الساعات الـ24 الماضية 2021-09-14..2021-09-15"},
		{"Hijri with and without its year", "2021-09-15", "SA", "في 10 صفر 1443هـ وفي الأول من ربيع الأول المقبل", "10 صفر 1443هـ 2021-09-17 | الأول من ربيع الأول المقبل 2021-10-07"},
		{"feasts", "2021-09-15", "", "ثاني أيام عيد الأضحى الماضي ويوم عاشوراء", "ثاني أيام عيد الأضحى الماضي 2021-07-21 | يوم عاشوراء 2021-08-18"},
		{"the day after the one named", "2021-09-15", "", "سقط في 3 أيار/مايو وفي اليوم التالي نقل", "3 أيار/مايو 2021-05-03 | اليوم التالي 2021-05-04"},
		{"clock of the day named", "2021-09-15", "", "فجر الثلاثاء عند الساعة 02:43 بتوقيت مسقط", "فجر الثلاثاء 2021-09-14 | الساعة 02:43 بتوقيت مسقط 2021-09-14"},
		{"clock before its day", "2021-09-15", "", "عند الساعة التاسعة من صباح أمس", "الساعة التاسعة من صباح أمس 2021-09-14"},
		{"event of history", "2021-09-15", "", "بعد هجمات 11 سبتمبر", "11 سبتمبر 2001-09-11"},
		{"quotation said yesterday", "2021-09-15", "", "قال أمس: «نلتقي غداً» ثم سكت", "أمس 2021-09-14 | غداً 2021-09-15"},
		{"running count", "2021-09-15", "", "تواصلت لليوم الـ12 على التوالي", "لليوم الـ12 2021-09-15"},
		{"fused direction", "2021-09-15", "", "رفع الأسبوع الماضيسعر الخبز", "الأسبوع الماضي 2021-09-06..2021-09-12"},
		{"weekday that fixes the year", "2021-09-15", "", "الخميس 21 تموز", "الخميس 21 تموز 2022-07-21"},
		{"direction lent by a range's end", "2021-09-15", "", "من 22 جويلية إلى 5 أوت المقبل", "22 جويلية 2022-07-22 | 5 أوت المقبل 2022-08-05"},
		{"Hijri month in a Gregorian year", "2021-09-15", "", "عرض في رمضان 2019", "رمضان 2019 2019-05-06..2019-06-03"},
		{"goods to be delivered", "2021-09-15", "", "هبط الخام تسليم تشرين الأول", "تشرين الأول 2021-10-01..2021-10-31"},
		{"per cent is no number of weeks", "2021-09-15", "", "خسر ثلاثة بالمئة الأسبوع الماضي", "الأسبوع الماضي 2021-09-06..2021-09-12"},
		{"direction of two weekdays", "2021-09-15", "", "يومي الخميس والجمعة الماضيين", "الخميس 2021-09-09 | الجمعة الماضيين 2021-09-10"},
		{"years joined", "2021-09-15", "", "في 2016 و2017 وفي العام الماضي 2020", "2016 2016-01-01..2016-12-31 | 2017 2017-01-01..2017-12-31 | العام الماضي 2020 2020-01-01..2020-12-31"},
		{"year set apart", "2021-09-15", "", "فيلم الطريق الطويل (1972)", "1972 1972-01-01..1972-12-31"},
		{"Hijri year by its name", "2021-09-15", "", "للعام الهجري 1436", "للعام الهجري 1436 2014-10-25..2015-10-13"},
		{"morning of this day", "2021-09-15", "", "انفجر صباح هذا اليوم", "صباح هذا اليوم 2021-09-15"},
		{"days in a row", "2021-09-15", "", "أيام 10 و11 و12 مايو 2021 والإثنين والثلاثاء 14 و15 نوفمبر 2016", "أيام 10 و11 و12 مايو 2021 2021-05-10..2021-05-12 | الإثنين 2021-09-13 | الثلاثاء 14 و15 نوفمبر 2016 2016-11-14..2016-11-15"},
		{"the same year", "2021-09-15", "", "في مارس 2016 ثم في جانفي من نفس السنة", "مارس 2016 2016-03-01..2016-03-31 | جانفي من نفس السنة 2016-01-01..2016-01-31"},
		{"last Monday of the next month", "2021-09-15", "", "آخر اثنين من الشهر المقبل", "آخر اثنين من الشهر المقبل 2021-10-25"},
		{"second week of the next month", "2021-09-15", "", "الأسبوع الثاني من الشهر المقبل", "الأسبوع الثاني من الشهر المقبل 2021-10-11..2021-10-17"},
		{"third Tuesday, since the third was none", "2021-09-15", "", "الثلاثاء الثالث من أيلول 2014", "الثلاثاء الثالث من أيلول 2014 2014-09-16"},
		{"Wednesday, which was the third", "2021-09-15", "", "الأربعاء الثالث من أيلول 2014", "الأربعاء الثالث من أيلول 2014 2014-09-03"},
		{"weekday, day and month in digits", "2021-09-15", "", "يلتقيان السبت 25/09 في الملعب", "السبت 25/09 2021-09-25"},
		{"a score after a weekday", "2021-09-15", "", "فاز السبت 2/1", "السبت 2021-09-11"},
		{"weekday and ordinal of the day", "2021-09-15", "", "سيجتمعون الجمعة السابع عشر", "الجمعة السابع عشر 2021-09-17"},
		{"weekday of a week, without the article", "2021-09-15", "", "أحد الأسبوع الماضي", "أحد الأسبوع الماضي 2021-09-12"},
		{"week of a date", "2021-09-15", "", "في أسبوع 20 أيلول 2021", "أسبوع 20 أيلول 2021 2021-09-20..2021-09-26"},
		{"a year of antiquity", "2021-09-15", "", "بني المعبد عام 247 ميلادية", "عام 247 ميلادية 0247-01-01..0247-12-31"},
		{"an old Hijri year", "2021-09-15", "", "توفي عام 512 للهجرة", "عام 512 للهجرة 1118-05-01..1119-04-20"},
		{"years before a full stop", "2021-09-15", "", "خطة 2014-2018.", "2014-2018 2014-01-01..2018-12-31"},
		{"a date that touches its label", "2021-09-15", "", "التاريخ:04.11.2020", "04.11.2020 2020-11-04"},
		{"the weekday orders day and month", "2021-09-15", "", "السبت 11/04/2023", "السبت 11/04/2023 2023-11-04"},
		{"two who said it", "2021-09-15", "", "كانا قد أعلنا الأحد أنهما سيزودان المدينة بالماء", "الأحد 2021-09-12"},
		{"a month eleven months back, told of the past", "2021-08-24", "", "أعلن المتحدث أن التدريب في أيلول", "أيلول 2021-09-01..2021-09-30"},
		{"a month five months back, told of the past", "2021-08-24", "", "أعلن المتحدث ذلك في آذار", "آذار 2021-03-01..2021-03-31"},
		{"last years", "2021-09-15", "", "في آخر ثلاث سنوات", "آخر ثلاث سنوات 2018-09-15..2021-09-15"},
		{"a disaster of history", "2021-09-15", "", "بعد حادثة 11 سبتمبر", "11 سبتمبر 2001-09-11"},
		{"year of the event so far", "2021-09-15", "", "منذ بداية العام الماضي", "بداية العام الماضي 2020-01-01..2020-12-31"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := told(Find(arabic.Text, tt.text, on(tt.day, tt.country)))
			if got != tt.want {
				t.Errorf("Find(%q)\n got %s\nwant %s", tt.text, got, tt.want)
			}
		})
	}
}

// TestFindNothing holds words that look like times and are none.
func TestFindNothing(t *testing.T) {
	for _, text := range []string{
		"مارس الرجل الرياضة", "الأمين العام السابق للمنظمة", "خطبة الجمعة", "نقل عن صحيفة «اليوم»", "مدينة 6 أكتوبر", "فاز الفريق 2-1",
		"قالت تيريزا ماي", "أحد عشر لاعبا", "قبل أيام", "منذ سنوات", "ثلاثة أيام", "بأمس الحاجة", "اليوم العالمي", "أيام الأحد",
		"قبل يومين من الانتخابات", "في الدقائق الخمس الأخيرة", "دفع 2015 ريالا", "أهل السنة", "الأحد عشر كوكبا", "والده أب كريم", "بنسبة 3.5 مايول",
		"كل فبراير", "ما يوليه من اهتمام", "وصل إلى 2000 سيارة", "قتل شاب آخر 27 سنة", "عام 300 مليون", "اثنين من أعضاء الفريق", "۱۴۰۲/۸/۱۳", "قبل بداية العام الدراسي", "عين اليوم – الساحل",
	} {
		if got := Find(arabic.Text, text, on("2021-09-15", "")); len(got) > 0 {
			t.Errorf("Find(%q) = %s", text, told(got))
		}
	}
}

func TestFindConflict(t *testing.T) {
	found := Find(arabic.Text, "أعلن أمس السبت", on("2021-09-18", "")) // a Saturday; yesterday was Friday
	if len(found) != 1 || found[0].Conflict == "" || found[0].Confidence > doubtful || found[0].From.String() != "2021-09-18" {
		t.Fatalf("Find = %+v", found)
	}
	sure := Find(arabic.Text, "أعلن أمس الجمعة", on("2021-09-18", ""))
	if len(sure) != 1 || sure[0].Conflict != "" || sure[0].Confidence <= found[0].Confidence {
		t.Errorf("Find = %+v", sure)
	}
}

func TestFindWithoutAnchor(t *testing.T) {
	found := Find(arabic.Text, "أمس الأول الجمعة والأسبوع المقبل وفي 2 مايو 2019", Anchor{})
	if len(found) != 3 || found[0].Relative != "-2d" || found[0].Weekday != "friday" || found[1].Relative != "+1w" || !found[1].From.IsZero() ||
		found[2].From.String() != "2019-05-02" {
		t.Errorf("Find = %+v", found)
	}
}

func TestFindIn(t *testing.T) {
	text := "قال: نلتقي غداً. ثم نلتقي غداً"
	cut := strings.Index(text, ".")
	found := FindIn(arabic.Text, text, on("2021-09-15", ""), []Utterance{{Start: 0, End: cut, Day: Day{2021, 9, 1}}})
	if got := told(found); got != "غداً 2021-09-02 | غداً 2021-09-16" {
		t.Errorf("FindIn = %s", got)
	}
}

func TestPeriods(t *testing.T) {
	text := "من 28 شباط/فبراير إلى 2 آذار/مارس 2021 وبين الإثنين والثلاثاء"
	found := Find(arabic.Text, text, on("2021-03-05", ""))
	if len(found) != 4 {
		t.Fatalf("Find = %s", told(found))
	}
	if got := told(Periods(text, found)); got != "28 شباط/فبراير إلى 2 آذار/مارس 2021 2021-02-28..2021-03-02 | الإثنين والثلاثاء 2021-03-01..2021-03-02" {
		t.Errorf("Periods = %s", got)
	}
}

func TestFindInstant(t *testing.T) {
	found := Find(arabic.Text, "فجر الثلاثاء عند الساعة 2:43 صباحاً بتوقيت مسقط ثم الساعة الخامسة", on("2021-09-15", ""))
	if len(found) != 3 || found[1].At.UTC().Format(time.RFC3339) != "2021-09-13T22:43:00Z" || !found[2].At.IsZero() || found[2].From.String() != "2021-09-14" {
		t.Errorf("Find = %+v", found)
	}
}

// checkExpressions holds what must be true of every answer.
func checkExpressions(t *testing.T, text string, found []Expression) {
	t.Helper()
	last := 0
	for _, e := range found {
		if e.Start < last || e.End <= e.Start || e.End > len(text) {
			t.Fatalf("%q: span %d–%d after %d", text, e.Start, e.End, last)
		}
		last = e.End
		if text[e.Start:e.End] != e.Text || utf8.ValidString(text) && !utf8.ValidString(e.Text) {
			t.Fatalf("%q: text %q is not what stands at %d–%d", text, e.Text, e.Start, e.End)
		}
		if e.From.IsZero() != e.To.IsZero() || e.To.Before(e.From) {
			t.Fatalf("%q: %q is %s to %s", text, e.Text, e.From, e.To)
		}
		if e.Confidence < 0 || e.Confidence > 1 {
			t.Fatalf("%q: confidence %v", text, e.Confidence)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, seed := range []string{"أمس الأول الجمعة", "من 3 إلى 7 آب 2021", "31 رجب", "الساعة 25:61", "4 ــ 7 ــ 1436هـ", "ـــ", "عام 0000 و٠٠٠", "بين 5 و6 و7 و8 مايو", "غرة محرم 1443", "«اليوم» \"غدا"} {
		f.Add(seed, 18000)
	}
	f.Fuzz(func(t *testing.T, text string, day int) {
		anchor := Anchor{Country: "SA"}
		if day != 0 {
			anchor.Published.Day = Day{1970, 1, 1}.Add(day % 40000)
		}
		found := Find(arabic.Text, text, anchor)
		checkExpressions(t, text, found)
		checkExpressions(t, text, Periods(text, found))
		Infer(found)
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("أعلن المتحدث باسم المكتب، أمس الثلاثاء، أن اللجنة ستجتمع في 3 تشرين الأول/أكتوبر المقبل لبحث خطة العام الجاري مع وفد الجمعية.\n", 200)
	anchor := on("2021-09-15", "LB")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Find(arabic.Text, text, anchor)
	}
}
