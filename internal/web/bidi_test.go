package web

import "testing"

func TestDirOf(t *testing.T) {
	for text, want := range map[string]string{
		"قالت الوزيرة": "rtl",
		"The Salt Gazette قالت إن الرصيف سيُغلق شهرًا كاملًا": "rtl",
		"The quay will close, said لمياء":                     "ltr",
		"2025":                                                "auto",
		"":                                                    "auto",
	} {
		if got := dirOf(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
