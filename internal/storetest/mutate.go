package storetest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
)

// Mutate gives a copy of a file's content that is damaged at one random place, as bad disks and bad cables do it: a bit, a
// byte, a run of bytes, or a run lost to zeros. where says what was done.
func Mutate(whole []byte, random *rand.Rand) (damaged []byte, where string) {
	damaged = bytes.Clone(whole)
	at := random.IntN(len(damaged))
	for damaged[at] == 0 { // most zeros are room that nothing uses
		at = random.IntN(len(damaged))
	}
	run := damaged[at:min(len(damaged), at+1+random.IntN(600))]
	switch random.IntN(4) {
	case 0:
		damaged[at] ^= 1 << random.IntN(8)
		return damaged, fmt.Sprintf("a bit of byte %d", at)
	case 1:
		damaged[at] = byte(random.IntN(256))
		return damaged, fmt.Sprintf("byte %d", at)
	case 2:
		for i := range run {
			run[i] = byte(random.IntN(256))
		}
		return damaged, fmt.Sprintf("%d bytes from %d", len(run), at)
	}
	clear(run)
	return damaged, fmt.Sprintf("%d zeros from %d", len(run), at)
}
