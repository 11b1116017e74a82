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

func ExampleLoanSpellings() {
	fmt.Println(LoanSpellings("غوغل", "جوجل"), LoanSpellings("محمد", "محمود"))
	// Output: true false
}
