package main

import (
	"slices"
	"strings"
)

// fromEnvironment are the names that are read from the environment.
var fromEnvironment = []string{"ISNAD_DATA", "ISNAD_STORE", "ISNAD_READ_URL", "ISNAD_ARCHIVE", "ISNAD_S3_ACCESS_KEY", "ISNAD_S3_SECRET_KEY", "ISNAD_ALLOW",
	"ISNAD_SMTP", "ISNAD_MAIL_FROM", "ISNAD_SHARED"}

// mistyped refuses a name in the environment that nearly is a setting's: what it was to set would be left as it is. Other names
// that begin alike may be there: orchestrators set some of their own for a service of this name.
func mistyped(environment []string) error {
	for _, e := range environment {
		name, _, _ := strings.Cut(e, "=")
		if !strings.HasPrefix(name, "ISNAD_") || slices.Contains(fromEnvironment, name) {
			continue
		}
		for _, s := range fromEnvironment {
			if d := distance(strings.ToUpper(name), s); d <= 2 {
				return usage("%s in the environment is no setting; is %s meant?", name, s)
			}
		}
	}
	return nil
}

// distance is how many letters must be put in, taken out or changed to make one word of the other.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := before
			if a[i] != b[j] {
				cost = 1 + min(before, row[j], row[j+1])
			}
			before, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
