package names

import "testing"

func TestLatinOf(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"محمد بن سالم", "Mohamed bin Salem"},
		{"قصقوص الفلاني", ""},
	} {
		if got := latinOf(c.name); got != c.want {
			t.Errorf("latinOf(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}
