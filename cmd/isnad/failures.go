package main

import (
	_ "embed"
	"fmt"
	"strings"

	"isnad"
)

//go:embed failures.tsv
var failuresTSV string

// explained says why something was not fetched, and what can be done.
func explained(why isnad.Failure, reason string) string {
	for line := range strings.Lines(failuresTSV) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) == 3 && f[0] == string(why) {
			return fmt.Sprintf("%s (%s)\n\t→ %s", f[1], reason, f[2])
		}
	}
	return reason
}
