package isnad_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad"
)

func TestSetHeader(t *testing.T) {
	for _, c := range []struct {
		name, header, value string
		refused             bool
	}{
		{"a language", "accept-language", "ar-EG", false},
		{"one of a site's own", "X-Edition", "arab", false},
		{"forgotten", "X-Edition", "", false},
		{"a password", "Authorization", "Basic eA==", true},
		{"a session", "cookie", "id=1", true},
		{"a key", "X-API-Key", "1", true},
		{"another host", "Host", "127.0.0.1", true},
		{"fetching's own", "If-None-Match", `"a"`, true},
		{"a forged line", "X-A", "a\r\nCookie: b", true},
		{"no name", "", "a", true},
		{"a name with a space", "X A", "a", true},
		{"too long", "X-A", strings.Repeat("a", 1001), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := isnad.Source{Header: map[string]string{"X-Edition": "gulf"}}
			if err := s.SetHeader(c.header, c.value); errors.Is(err, isnad.ErrInvalid) != c.refused {
				t.Errorf("SetHeader = %v, refused should be %v", err, c.refused)
			}
		})
	}
	s := isnad.Source{}
	if err := errors.Join(s.SetHeader("x-edition", " gulf "), s.SetHeader("x-other", "1"), s.SetHeader("X-Other", "")); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string]string{"X-Edition": "gulf"}, s.Header); d != "" {
		t.Error(d)
	}
}
