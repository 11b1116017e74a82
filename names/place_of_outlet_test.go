package names_test

import (
	"testing"

	"isnad/names"
)

func TestCountryCode(t *testing.T) {
	for name, want := range map[string]string{
		"السعودية": "SA", "سعودية": "SA", "المملكة العربية السعودية": "SA", "Saudi Arabia": "SA", "saudi arabia": "SA", "sa": "SA", "SA": "SA",
		"عمان": "OM", "عُمان": "OM", " الإمارات ": "AE", "الامارات": "AE", "": "", "ال": "", "أطلنطس": "", "~": "",
	} {
		if got := names.CountryCode(name); got != want {
			t.Errorf("CountryCode(%q) = %q, want %q", name, got, want)
		}
	}
}

// TestEveryOutletsCountryHasAName: what the directory names can be asked for.
func TestEveryOutletsCountryHasAName(t *testing.T) {
	for _, o := range names.Directory() {
		if o.Country != "" && names.CountryCode(o.Country) != o.Country {
			t.Errorf("%s sits in %q, of which countries.tsv knows nothing", o.Key, o.Country)
		}
		if o.Host != "" && names.CountryOfOutlet("www."+o.Host, "") != o.Country {
			t.Errorf("the host of %s leads to %q", o.Key, names.CountryOfOutlet("www."+o.Host, ""))
		}
	}
	if got := names.CountryOfOutlet("unknown.example", "صحيفة لا يعرفها أحد"); got != "" {
		t.Errorf("an unknown outlet sits in %q", got)
	}
}
