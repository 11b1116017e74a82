package isnad

import (
	"isnad/attribution"
	"isnad/dates"
	"isnad/extract"
	"isnad/names"
)

// Current is what this build makes.
func Current() Versions {
	return Versions{
		Extract:     extract.Version,
		Dates:       dates.Version,
		Names:       names.Version,
		Attribution: attribution.Version,
	}
}

// IsZero reports whether no stage is recorded.
func (v Versions) IsZero() bool { return v == Versions{} }
