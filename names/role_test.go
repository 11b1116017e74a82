package names

import "testing"

func TestParseRole(t *testing.T) {
	for _, c := range []struct {
		text, want, noun, country string
		typ                       Type
	}{
		{"وزير الخارجية الأميركي يصل", "وزير الخارجية الأميركي", "وزير", "US", Person},
		{"المدير العام لشركة \"الواحة لإدارة رؤوس الأموال\"، أن", "المدير العام لشركة \"الواحة لإدارة رؤوس الأموال\"", "مدير", "", Person},
		{"الناطق باسم الحكومة الأردنية محمد", "الناطق باسم الحكومة الأردنية", "ناطق", "JO", Person},
		{"مسؤولون إسرائيليون قالوا", "مسؤولون إسرائيليون", "مسؤول", "IL", Group},
		{"مصادر مطلعة أن", "مصادر مطلعة", "مصدر", "", Anonymous},
		{"وزيرة التجارة والصناعة السابقة في بلد", "وزيرة التجارة والصناعة السابقة", "وزير", "", Person},
		{"رئيس لجنة الأمن القومي يقول", "رئيس لجنة الأمن القومي", "رئيس", "", Person},
		{"نائب رئيس الوزراء يعلن", "نائب رئيس الوزراء", "نائب", "", Person},
		{"الأمين العام للأمم المتحدة أمس", "الأمين العام للأمم المتحدة", "أمين", "", Person},
		{"مسؤول أميركي كبير قال", "مسؤول أميركي كبير", "مسؤول", "US", Anonymous},
		{"المبعوث الأممي إلى اليمن", "المبعوث الأممي إلى اليمن", "مبعوث", "UN", Person},
		{"وزير الخارجية، فلان", "وزير الخارجية", "وزير", "", Person},
		{"الوزير السابق أمس", "الوزير السابق", "وزير", "", Person},
		{"وزيرا الدفاع والداخلية يصلان", "وزيرا الدفاع والداخلية", "وزير", "", Group},
		{"رئيسة لجنة حقوق الإنسان في البرلمان", "رئيسة لجنة حقوق الإنسان", "رئيس", "", Person},
		{"الرئيسان المصري والفرنسي", "الرئيسان المصري", "رئيس", "EG", Group},
		{"مدير مستشفى النور", "مدير مستشفى النور", "مدير", "", Person},
		{"قائد الجيش اللبناني جوزيف", "قائد الجيش اللبناني", "قائد", "LB", Person},
		{"السفير الألماني لدى السعودية", "السفير الألماني لدى السعودية", "سفير", "DE", Person},
		{"المتحدثة باسم وزارة الصحة", "المتحدثة باسم وزارة الصحة", "متحدث", "", Person},
		{"ناطق باسم الجيش الإسرائيلي", "ناطق باسم الجيش الإسرائيلي", "ناطق", "IL", Person},
		{"ولي العهد السعودي", "ولي العهد السعودي", "ولي", "SA", Person},
		{"شهود عيان أن", "شهود عيان", "شاهد", "", Anonymous},
		{"مصدر أمني عراقي رفيع قال", "مصدر أمني عراقي رفيع", "مصدر", "IQ", Anonymous},
		{"دبلوماسيون غربيون", "دبلوماسيون غربيون", "دبلوماسي", "", Group},
		{"العقيد الركن", "العقيد الركن", "عقيد", "", Person},
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

// TestParseRoleRefuses: what begins with no role, or with a word that only looks like one.
func TestParseRoleRefuses(t *testing.T) {
	for _, text := range []string{"", "…", "الحكومة الأردنية", "ولي", "صاحب", "كبير جدا", "قائم على الماء", "Minister"} {
		if r, ok := ParseRole(text); ok {
			t.Errorf("ParseRole(%q) = %+v", text, r)
		}
	}
}

// TestRoleMarks: an office that is past, one that is held for somebody, a source that hides.
func TestRoleMarks(t *testing.T) {
	for _, c := range []struct {
		text           string
		former, acting bool
		definite       bool
		number         Number
		gender         Gender
	}{
		{"الرئيس السابق", true, false, true, Singular, Masculine},
		{"وزيرة التربية السابقة", true, false, true, Singular, Feminine},
		{"المدير العام بالنيابة", false, true, true, Singular, Masculine},
		{"مسؤول كبير", false, false, false, Singular, Masculine},
		{"مسؤولون سابقون", true, false, false, Plural, Masculine},
	} {
		r, ok := ParseRole(c.text)
		if !ok || r.Former != c.former || r.Acting != c.acting || r.Definite != c.definite || r.Number != c.number || r.Gender != c.gender {
			t.Errorf("ParseRole(%q) = %+v %v", c.text, r, ok)
		}
	}
}
