package dates

import (
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	tests := []struct{ name, text, day, precision, words string }{
		{"English with ordinal and zone", "تاريخ النشر: 4th, November 2023 GMT", "2023-11-04", "day", "4th, November 2023 GMT"},
		{"twin months and city time", "السبت 4 تشرين الثاني/نوفمبر 2023 - 18:20 بتوقيت مكة المكرمة", "2023-11-04", "instant", "السبت 4 تشرين الثاني/نوفمبر 2023 - 18:20 بتوقيت مكة المكرمة"},
		{"Hijri", "20 ربيع الآخر 1445 هـ", "2023-11-04", "day", "20 ربيع الآخر 1445 هـ"},
		{"twin calendars", "السبت 20 ربيع الآخر 1445 هـ - 4 نوفمبر 2023 م", "2023-11-04", "day", "السبت 20 ربيع الآخر 1445 هـ - 4 نوفمبر 2023 م"},
		{"time of the change is not that of publication", "29/6/2025-|آخر تحديث: 10:15 (توقيت مكة)", "2025-06-29", "day", "29/6/2025"},
		{"publication before change", "آخر تحديث: 05/11/2023 - 10:15، نشر في: 04/11/2023 - 18:20", "2023-11-04", "minute", "04/11/2023 - 18:20"},
		{"Arabic-Indic digits and م", "٤ نوفمبر ٢٠٢٣ ٥:٣٠ م", "2023-11-04", "minute", "٤ نوفمبر ٢٠٢٣ ٥:٣٠ م"},
		{"Persian digits", "۴ نوفمبر ۲۰۲۳", "2023-11-04", "day", "۴ نوفمبر ۲۰۲۳"},
		{"time before the date", "10:30 ص الأحد 5 مارس 2023", "2023-03-05", "minute", "10:30 ص الأحد 5 مارس 2023"},
		{"local time of an unnamed place", "5 مارس 2023 الساعة 10:30 بالتوقيت المحلي", "2023-03-05", "minute", "5 مارس 2023 الساعة 10:30 بالتوقيت المحلي"},
		{"month alone", "نوفمبر 2023", "2023-11-01", "month", "نوفمبر 2023"},
		{"RFC 3339", "2023-11-04T18:20:00+03:00", "2023-11-04", "instant", "2023-11-04T18:20:00+03:00"},
		{"RFC 1123", "Sat, 04 Nov 2023 12:00:00 GMT", "2023-11-04", "instant", "04 Nov 2023 12:00:00 GMT"},
		{"French", "4 novembre 2023 à 18:20", "2023-11-04", "minute", "4 novembre 2023 à 18:20"},
		{"inside a line of other words", "كتب: محرر الموقع | السبت 4 نوفمبر 2023", "2023-11-04", "day", "السبت 4 نوفمبر 2023"},
		{"labels that touch their dates", "تاريخ النشر:04.11.2023 | آخر تحديث:05.11.2023 | 10:20 GMT", "2023-11-04", "day", "04.11.2023"},
		{"minutes in words", "4 نوفمبر 2023 في الساعة 6 و20 دقيقة مساء", "2023-11-04", "minute", "4 نوفمبر 2023 في الساعة 6 و20 دقيقة مساء"},
		{"American order", "11/4/2023 6:20:33 PM", "2023-11-04", "minute", "11/4/2023 6:20:33 PM"},
		{"the weekday orders day and month", "سبت, 11/04/2023 - 10:30", "2023-11-04", "minute", "11/04/2023 - 10:30"},
		{"French clock", "04 novembre 2023 - 18h20", "2023-11-04", "minute", "04 novembre 2023 - 18h20"},
		{"zone after a stroke", "4 نوفمبر 2023 | 18:20 | GMT", "2023-11-04", "instant", "4 نوفمبر 2023 | 18:20 | GMT"},
		{"vowel marks", "السَّبْت ٤ نُوفَمْبَر ٢٠٢٣", "2023-11-04", "day", "السَّبْت ٤ نُوفَمْبَر ٢٠٢٣"},
		{"marks of direction between digits", "٠٤\u200f/١١\u200f/٢٠٢٣ ٠٦:٢٠ م", "2023-11-04", "minute", "٠٤\u200f/١١\u200f/٢٠٢٣ ٠٦:٢٠ م"},
		{"Hijri in digits, year first", "1445/4/20 هـ", "2023-11-04", "day", "1445/4/20 هـ"},
		{"twin in digits", "20 ربيع الآخر 1445هـ / 4-11-2023م", "2023-11-04", "day", "20 ربيع الآخر 1445هـ / 4-11-2023م"},
		{"Egyptian spelling", "6 يونيه 2014", "2014-06-06", "day", "6 يونيه 2014"},
		{"Algerian months", "07 جوان 2016 على الساعة 14:30", "2016-06-07", "minute", "07 جوان 2016 على الساعة 14:30"},
		{"Moroccan months", "الأربعاء 12 شتنبر 2018 - 09:40", "2018-09-12", "minute", "الأربعاء 12 شتنبر 2018 - 09:40"},
		{"offset of Greenwich", "4 نوفمبر 2023، 17:32 غرينتش+3", "2023-11-04", "instant", "4 نوفمبر 2023، 17:32 غرينتش+3"},
		{"written from right to left", "18:20 ,2023 تشرين الثاني 4", "2023-11-04", "minute", "18:20 ,2023 تشرين الثاني 4"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, ok := Parse(tt.text)
			if !ok || d.Day.String() != tt.day || string(d.Precision) != tt.precision || d.Text != tt.words {
				t.Errorf("Parse = %v %s %q %v, want %s %s %q", d.Day, d.Precision, d.Text, ok, tt.day, tt.precision, tt.words)
			}
		})
	}
}

// TestParseNothing holds texts whose date cannot be known from them alone.
func TestParseNothing(t *testing.T) {
	for _, text := range []string{"", "2023", "أمس", "منذ 3 ساعات", "4 نوفمبر", "نتيجة المباراة 2-1", "31/2/2023", "العدد 4/15", "قريبا", "32 نوفمبر 2023", "۱۴۰۲/۸/۱۳",
		"الجمعة 31 فبراير 2023", "© 2023", "رقم العدد 20231 - 4 نوفمبر", "اليوم 10:30 ص", "آخر تحديث منذ ساعتين"} {
		if d, ok := Parse(text); ok && d.Precision != MonthOnly {
			t.Errorf("Parse(%q) = %v %s", text, d.Day, d.Precision)
		}
	}
}

func TestParseTime(t *testing.T) {
	tests := []struct{ text, want string }{
		{"4 نوفمبر 2023 18:20 بتوقيت القاهرة", "2023-11-04T18:20:00+02:00"},
		{"4 أغسطس 2023 18:20 بتوقيت القاهرة", "2023-08-04T18:20:00+03:00"}, // summer time
		{"4 نوفمبر 2023 12:05 ص بتوقيت غرينتش", "2023-11-04T00:05:00Z"},
		{"4 نوفمبر 2023 12:05 م GMT", "2023-11-04T12:05:00Z"},
		{"4 نوفمبر 2023 18:20 GMT+4", "2023-11-04T18:20:00+04:00"},
	}
	for _, tt := range tests {
		if d, ok := Parse(tt.text); !ok || d.Precision != Instant || d.Time.Format(time.RFC3339) != tt.want {
			t.Errorf("Parse(%q) = %s %s", tt.text, d.Time.Format(time.RFC3339), d.Precision)
		}
	}
}

func TestParseAt(t *testing.T) {
	seen := time.Date(2021, 9, 15, 2, 30, 0, 0, time.FixedZone("", 3*3600))
	tests := []struct{ text, day, precision string }{
		{"منذ 3 ساعات", "2021-09-14", "day"},
		{"منذ 20 دقيقة", "2021-09-15", "instant"},
		{"قبل يومين", "2021-09-13", "day"},
		{"منذ شهر", "2021-08-01", "month"},
		{"أمس 18:20", "2021-09-14", "minute"},
		{"4 أغسطس", "2021-08-04", "day"},
		{"الثلاثاء", "2021-09-14", "day"},
	}
	for _, tt := range tests {
		if d, ok := ParseAt(tt.text, seen); !ok || d.Day.String() != tt.day || string(d.Precision) != tt.precision {
			t.Errorf("ParseAt(%q) = %v %s %v, want %s %s", tt.text, d.Day, d.Precision, ok, tt.day, tt.precision)
		}
	}
	if d, ok := Parse("الثلاثاء"); !ok || d.Precision != WeekdayOf || d.Weekday != "tuesday" {
		t.Errorf("Parse = %+v", d)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"4th, November 2023 GMT", "29/6/2025-|آخر تحديث: 10:15 (توقيت مكة)", "30 صفر 1443هـ", "GMT-99", "12:60 م", "منذ 9999 سنة", "2023-11-04T18:20:00+03:00"} {
		f.Add(seed, int64(1_600_000_000))
	}
	f.Fuzz(func(t *testing.T, text string, at int64) {
		d, ok := ParseAt(text, time.Unix(at%4_000_000_000, 0).UTC())
		if ok && (d.Text == "" || d.Precision == "") {
			t.Fatalf("ParseAt(%q) = %+v", text, d)
		}
		if ok && !d.Day.IsZero() && (d.Day.Month < 1 || d.Day.Month > 12 || d.Day.Add(0) != d.Day) {
			t.Fatalf("ParseAt(%q) gives the day %v", text, d.Day)
		}
		if ok && !d.Time.IsZero() && d.Precision != Instant && d.Precision != Minute {
			t.Fatalf("ParseAt(%q) gives a time with precision %s", text, d.Precision)
		}
	})
}
