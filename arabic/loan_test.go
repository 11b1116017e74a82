package arabic

import (
	"fmt"
	"testing"
)

func TestLoanSpellings(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"نتنياهو", "نتانياهو", true},
		{"اميركا", "امريكا", true},
		{"غوغل", "جوجل", true},
		{"ترامب", "ترمب", true},
		{"بلينكن", "بلنكن", true},
		{"محمد", "محمود", false},
		{"سالم", "سليم", false},
		{"غول", "جول", false},
		{"نتنياهو", "نتنياهو", false},
		{"كاردونا", "كردوان", false},
		{"ترامب", "تروبم", false},
		{"", "", false},
		{"trump", "tramp", false},
	} {
		if got := LoanSpellings(c.a, c.b); got != c.same || got != LoanSpellings(c.b, c.a) {
			t.Errorf("%s and %s: %v, want %v", c.a, c.b, got, c.same)
		}
	}
}

// FuzzLoanSpellings holds that the order of the two does not matter, and that any bytes end quickly.
func FuzzLoanSpellings(f *testing.F) {
	f.Add("غوغل", "جوجل")
	f.Add("\xff\xff\xff\xff", "اااااا")
	f.Fuzz(func(t *testing.T, a, b string) {
		if LoanSpellings(a, b) != LoanSpellings(b, a) {
			t.Errorf("%q and %q are not what %[2]q and %[1]q are", a, b)
		}
	})
}

func ExampleLoanSpellings() {
	fmt.Println(LoanSpellings("غوغل", "جوجل"), LoanSpellings("محمد", "محمود"))
	// Output: true false
}
