package account

import (
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"isnad"
)

func TestPassword(t *testing.T) {
	const password = "مفتاح المرفأ القديم"
	hash, err := HashPassword(password)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := HashPassword(password); again == hash {
		t.Error("two hashes of one password are equal: no salt")
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("hash %s", hash)
	}
	for try, want := range map[string]bool{password: true, norm.NFD.String(password): true, password + " ": false, "": false, strings.Repeat("x", 2000): false} {
		if isPassword(try, hash) != want {
			t.Errorf("%q: %v", try, !want)
		}
	}
	for _, stored := range []string{"", "$", nobody, "$argon2id$v=19$m=19456,t=0,p=1$AAAA$AAAA", "$argon2i" + hash[9:], hash[:len(hash)-4] + "!!!!", strings.Replace(hash, "v=19", "v=16", 1)} {
		if isPassword(password, stored) || isPassword("", stored) {
			t.Errorf("opens %q", stored)
		}
	}
	for _, bad := range []string{"", "قصيرة", strings.Repeat("x", 1025), "long enough\xff"} {
		if _, err := HashPassword(bad); !errors.Is(err, isnad.ErrInvalid) {
			t.Errorf("%.20q: %v", bad, err)
		}
	}
}

func TestPace(t *testing.T) {
	now := time.Date(2024, 3, 5, 12, 0, 0, 0, time.UTC)
	var p pace
	refused := func(n int, name, address string) (count int) {
		for range n {
			var wait *WaitError
			if err := p.try(now, name, address); errors.As(err, &wait) {
				if wait.Wait <= 0 || !errors.Is(err, isnad.ErrUnavailable) {
					t.Errorf("refused with %v", err)
				}
				count++
			}
		}
		return count
	}
	if n := refused(7, "salma", "192.0.2.1"); n != 2 {
		t.Errorf("%d of 7 tries refused, want 2", n)
	}
	if n := refused(1, "SALMA", "192.0.2.1"); n != 1 {
		t.Error("capital letters give new tries")
	}
	if n := refused(5, "salma", "192.0.2.2"); n != 0 {
		t.Error("the account is locked for others")
	}
	if n := refused(30, "basel", "192.0.2.3"); n != 25 {
		t.Errorf("%d of 30 refused, want 25", n)
	}
	now = now.Add(2 * time.Minute)
	if n := refused(2, "salma", "192.0.2.1"); n != 1 {
		t.Errorf("%d of 2 refused after two minutes, want 1", n)
	}
	p.succeeded("Salma", "192.0.2.1")
	if n := refused(5, "salma", "192.0.2.1"); n != 0 {
		t.Error("signing in did not give the tries back")
	}
	for i := range 3 * maxPaced {
		p.try(now, "x", string(rune('a'+i%26))+strings.Repeat("y", i%1000))
		if len(p.tries) > maxPaced+3 {
			t.Fatalf("%d names remembered", len(p.tries))
		}
	}
}

func TestOwnPath(t *testing.T) {
	for in, want := range map[string]string{"/": "/", "/a/b?c=d#e": "/a/b?c=d#e", "": "/", "a": "/", "//evil.example": "/", "/\\evil.example": "/",
		"/a\\b": "/", "https://evil.example": "/", "/\t/evil.example": "/", "/a\r\nSet-Cookie: x": "/", "javascript:x": "/", "/\x00": "/"} {
		if got := OwnPath(in); got != want {
			t.Errorf("OwnPath(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestScopes(t *testing.T) {
	for text, want := range map[string]int{"read": 1, "read,save": 2, "read, save edit": 3, "read,read": 1, "": 0, "enter": 0, "root": 0} {
		s, err := ParseScopes(text)
		if len(s) != want || (err == nil) != (want > 0) {
			t.Errorf("ParseScopes(%q) = %v, %v", text, s, err)
		}
	}
}

func TestSecureCookie(t *testing.T) {
	r := httptest.NewRequest("GET", "http://isnad.example/", nil)
	if cookie(r, "x", 1).Secure {
		t.Error("a secure cookie over plain HTTP would never come back")
	}
	r.Header.Set("X-Forwarded-Proto", "https")
	if !cookie(r, "x", 1).Secure {
		t.Error("behind a proxy with TLS the cookie may travel in the clear")
	}
}
