package names

import "testing"

// TestBodies: organisations told by what heads them, and where they end.
func TestBodies(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"ministry of a country", "أعلنت وزارة الخارجية السودانية قوات جديدة أمس.", "وزارة الخارجية السودانية"},
		{"ministry of two", "أعلنت وزارة التجارة والصناعة ذلك أمس.", "وزارة التجارة والصناعة"},
		{"ministry of three", "كشفت وزارة الفلاحة والموارد المائية ذلك.", "وزارة الفلاحة والموارد المائية"},
		{"proclitic", "وقال بيان لوزارة الداخلية إن العمل بدأ.", "وزارة الداخلية"},
		{"national body", "وأكدت الحكومة الأردنية ذلك.", "الحكومة الأردنية"},
		{"national body after and", "وقال سالم والجيش السوداني ذلك.", "الجيش السوداني"},
		{"ends at a comma", "وأعلنت وزارة الصحة، السورية، ذلك.", "وزارة الصحة"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := Input{Text: c.text}
			list := Find(in)
			check(t, in, list)
			if e := find(list, c.want); e == nil || e.Type != Organisation {
				t.Errorf("want %q in %+v", c.want, list)
			}
		})
	}
}

// TestNoBodies: a national body needs its nisba, and an adjective that does not agree is none.
func TestNoBodies(t *testing.T) {
	for _, text := range []string{"وأكدت الحكومة ذلك.", "وقال الجيش كلاما.", "هيئة", "وزارة، الصحة"} {
		for _, e := range Find(Input{Text: text}) {
			if e.Type == Organisation {
				t.Errorf("%q: %+v", text, e)
			}
		}
	}
}

// TestCountries: nisbas and names point at the country.
func TestCountries(t *testing.T) {
	for _, c := range []struct{ text, entity, country string }{
		{"قال وزير النقل السوري سالم المرزوقي ذلك.", "سالم المرزوقي", "SY"},
		{"قال المدرب الهولندي كريم الدباغ ذلك.", "كريم الدباغ", "NL"},
		{"وأكد مسؤولون إسرائيليون ذلك.", "مسؤولون إسرائيليون", "IL"},
		{"قالت مصادر أمنية عراقية ذلك.", "مصادر أمنية عراقية", "IQ"},
		{"وصل سيرغي لافروف أمس.", "سيرغي لافروف", "RU"},
	} {
		e := find(Find(Input{Text: c.text}), c.entity)
		if e == nil || e.Country != c.country {
			t.Errorf("%q: %+v", c.text, e)
		}
	}
}

func TestNisbaOf(t *testing.T) {
	for _, c := range []struct {
		word   string
		code   string
		number Number
		gender Gender
	}{
		{"الاميركي", "US", Singular, Masculine}, {"الاميركيه", "US", Singular, Feminine}, {"الاميركيون", "US", Plural, Masculine},
		{"الاميركيين", "US", Plural, Masculine}, {"اميركيان", "US", Dual, Masculine}, {"الفرنسيتين", "FR", Dual, Feminine},
		{"السعوديات", "SA", Plural, Feminine}, {"الروس", "RU", Plural, Masculine}, {"للعراقيين", "IQ", Plural, Masculine},
	} {
		n, ok := nisbaOf(c.word)
		if !ok || n.code != c.code || n.number != c.number || n.gender != c.gender {
			t.Errorf("nisbaOf(%q) = %+v %v", c.word, n, ok)
		}
	}
	if _, ok := nisbaOf("طاوله"); ok {
		t.Error("a table has a country")
	}
}

func TestBareArticle(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"الوزير", "وزير"}, {"والوزير", "وزير"}, {"للوزير", "وزير"}, {"بالوزير", "وزير"}, {"وزير", "وزير"}, {"الا", "الا"}, {"", ""},
	} {
		if got := bareArticle(c.in); got != c.want {
			t.Errorf("bareArticle(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// TestLatin: the Latin form of names that no list holds, "" where one part is not known.
func TestLatin(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"سالم", "Salem"}, {"أبو سالم", "Abu Salem"}, {"عبد الله", "Abdallah"}, {"ضظغطق", ""}, {"", ""},
	} {
		if got := latinOf(c.name); got != c.want {
			t.Errorf("latinOf(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}

// TestOutletDirectory: aliases with and without head nouns, hosts and their sub-domains, what is no outlet.
func TestOutletDirectory(t *testing.T) {
	for _, c := range []struct {
		alias, key string
		ambiguous  bool
	}{
		{"وكالة رويترز", "reuters", false}, {"«رويترز»", "reuters", false}, {"Reuters", "reuters", false}, {"وكالة الأنباء السعودية (واس)", "spa", false},
		{"قناة الجزيرة", "aljazeera", true},
	} {
		o, ok := OutletByAlias(c.alias)
		if !ok || c.key != o.Key && c.key != "aljazeera" || !c.ambiguous && o.Ambiguous {
			t.Errorf("OutletByAlias(%q) = %+v %v", c.alias, o, ok)
		}
	}
	for _, alias := range []string{"", "قصقوص", "دمشق", "صحيفة قصقوص"} {
		if o, ok := OutletByAlias(alias); ok {
			t.Errorf("OutletByAlias(%q) = %+v", alias, o)
		}
	}
	for _, c := range []struct {
		host string
		ok   bool
	}{{"spa.gov.sa", true}, {"WWW.SPA.GOV.SA", true}, {"m.spa.gov.sa", true}, {"gov.sa", false}, {"", false}, {"example.org", false}} {
		if _, ok := OutletByHost(c.host); ok != c.ok {
			t.Errorf("OutletByHost(%q): %v", c.host, ok)
		}
	}
}
