package dates

import "testing"

func TestParse(t *testing.T) {
	tests := []struct{ name, text, day, precision, words string }{
		{"English with ordinal and zone", "تاريخ النشر: 4th, November 2023 GMT", "2023-11-04", "day", "4th, November 2023 GMT"},
		{"twin months and city time", "السبت 4 تشرين الثاني/نوفمبر 2023 - 18:20 بتوقيت مكة المكرمة", "2023-11-04", "instant", "السبت 4 تشرين الثاني/نوفمبر 2023 - 18:20 بتوقيت مكة المكرمة"},
		{"Hijri", "20 ربيع الآخر 1445 هـ", "2023-11-04", "day", "20 ربيع الآخر 1445 هـ"},
		{"twin calendars", "السبت 20 ربيع الآخر 1445 هـ - 4 نوفمبر 2023 م", "2023-11-04", "day", "السبت 20 ربيع الآخر 1445 هـ - 4 نوفمبر 2023 م"},
		{"time of the change is not that of publication", "29/6/2025-|آخر تحديث: 10:15 (توقيت مكة)", "2025-06-29", "day", "29/6/2025"},
		{"Arabic-Indic digits and م", "٤ نوفمبر ٢٠٢٣ ٥:٣٠ م", "2023-11-04", "minute", "٤ نوفمبر ٢٠٢٣ ٥:٣٠ م"},
		{"month alone", "نوفمبر 2023", "2023-11-01", "month", "نوفمبر 2023"},
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
