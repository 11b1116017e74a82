//go:build !nextform

package postgres

import "github.com/pressly/goose/v3"

// nextForm is empty but in the binary that plays the next release in tests.
func nextForm() []*goose.Migration { return nil }
