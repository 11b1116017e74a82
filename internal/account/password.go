package account

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"isnad"
)

// The cost of argon2id: the second of the equal choices of OWASP's cheat sheet on password storage (19 MiB, two passes, one
// lane). A stored password keeps the cost it was made with.
const (
	memoryKiB = 19 * 1024
	passes    = 2
	lanes     = 1
	saltLen   = 16
	hashLen   = 32
)

// Bounds of a password, in characters and bytes: NIST SP 800-63B asks for at least 8 and room for 64; the upper bound keeps
// hashing from being a lever.
const (
	minPassword = 10
	maxPassword = 1024
)

// CheckPassword tells whether a password may be set; ErrInvalid says why not.
func CheckPassword(password string) error {
	switch {
	case utf8.RuneCountInString(password) < minPassword:
		return fmt.Errorf("%w: a password needs at least %d characters", isnad.ErrInvalid, minPassword)
	case len(password) > maxPassword:
		return fmt.Errorf("%w: a password has at most %d bytes", isnad.ErrInvalid, maxPassword)
	case !utf8.ValidString(password):
		return fmt.Errorf("%w: the password is not valid UTF-8", isnad.ErrInvalid)
	}
	return nil
}

// HashPassword gives the password as argon2id with a salt of its own, in PHC form. Two spellings that look alike (NFC, NFD)
// are one password.
func HashPassword(password string) (string, error) {
	if err := CheckPassword(password); err != nil {
		return "", err
	}
	salt := make([]byte, saltLen)
	rand.Read(salt) // never fails
	hash := argon2.IDKey([]byte(norm.NFC.String(password)), salt, passes, memoryKiB, lanes, hashLen)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memoryKiB, passes, lanes,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(hash)), nil
}

// isPassword compares a password with one that [HashPassword] made, in a time that does not depend on where they differ.
func isPassword(password, phc string) bool {
	var version int
	var memory, time uint32
	var threads uint8
	parts := strings.Split(phc, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || len(password) > maxPassword {
		return false
	}
	if _, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &memory, &time, &threads); err != nil || version != argon2.Version || time == 0 || threads == 0 {
		return false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false
	}
	hash, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || len(hash) == 0 {
		return false
	}
	got := argon2.IDKey([]byte(norm.NFC.String(password)), salt, time, memory, threads, uint32(len(hash)))
	return subtle.ConstantTimeCompare(got, hash) == 1
}

// nobody's password is compared where there is no such account, so that the time tells nothing. It fits no password.
const nobody = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
