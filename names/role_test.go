package names

import "testing"

func TestParseRole(t *testing.T) {
	for _, c := range []struct {
		text, want, noun, country string
		typ                       Type
	}{
		{"وزير الخارجية الأميركي يصل", "وزير الخارجية الأميركي", "وزير", "US", Person},
		{"الناطق باسم الحكومة الأردنية محمد", "الناطق باسم الحكومة الأردنية", "ناطق", "JO", Person},
		{"مسؤولون إسرائيليون قالوا", "مسؤولون إسرائيليون", "مسؤول", "IL", Group},
		{"مصادر مطلعة أن", "مصادر مطلعة", "مصدر", "", Anonymous},
		{"وزيرة التجارة والصناعة السابقة في بلد", "وزيرة التجارة والصناعة السابقة", "وزير", "", Person},
		{"رئيس لجنة الأمن القومي يقول", "رئيس لجنة الأمن القومي", "رئيس", "", Person},
		{"نائب رئيس الوزراء يعلن", "نائب رئيس الوزراء", "نائب", "", Person},
		{"الأمين العام للأمم المتحدة أمس", "الأمين العام للأمم المتحدة", "أمين", "", Person},
		{"مسؤول أميركي كبير قال", "مسؤول أميركي كبير", "مسؤول", "US", Anonymous},
		{"المبعوث الأممي إلى اليمن", "المبعوث الأممي إلى اليمن", "مبعوث", "UN", Person},
	} {
		r, ok := ParseRole(c.text)
		if !ok || r.Text != c.want || r.Noun != c.noun || r.Country != c.country || r.Type() != c.typ {
			t.Errorf("ParseRole(%q) = %+v %v %s", c.text, r, ok, r.Type())
		}
	}
}

func TestOutletByAlias(t *testing.T) {
	for _, c := range []struct {
		alias, key string
		ambiguous  bool
	}{
		{"رويترز", "reuters", false}, {"وكالة الأنباء السعودية", "spa", false}, {"واس", "spa", false}, {"الوطن", "", true},
	} {
		o, ok := OutletByAlias(c.alias)
		if !ok || c.key != "" && o.Key != c.key || o.Ambiguous != c.ambiguous {
			t.Errorf("OutletByAlias(%q) = %+v %v", c.alias, o, ok)
		}
	}
	if o, ok := OutletByHost("www.spa.gov.sa"); !ok || o.Key != "spa" {
		t.Errorf("by host: %+v %v", o, ok)
	}
}
