package account

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"strings"
)

var letters = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// random gives n random bytes as letters and digits.
func random(n int) string {
	b := make([]byte, n)
	rand.Read(b) // never fails
	return letters.EncodeToString(b)
}

// NewID gives an id that was never given before.
func NewID() string { return random(10) }

// NewKey gives a secret for an address that opens something by itself, as the feed of a saved search.
func NewKey() string { return random(20) }

// tokenPrefix lets people and scanners see what a secret is.
const tokenPrefix = "isnad_"

// keyOf is a secret as it is stored. The secrets are random and long, so a plain digest keeps them; and because what is
// looked up is the digest, the time of the lookup says nothing of the secret.
func keyOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

func isToken(secret string) bool { return strings.HasPrefix(secret, tokenPrefix) }
