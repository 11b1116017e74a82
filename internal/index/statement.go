package index

import (
	"isnad"
	"isnad/arabic"
	"isnad/attribution"
)

// StatementBits is how many bits of a statement's id tell its place in its article, whose row id is above them; statements
// after MaxStatements of one article stand in its body alone.
const (
	StatementBits = 10
	MaxStatements = 1 << StatementBits
)

// SaidOn is the number of the day on which the statement was made: as its sentence says, else the article's.
func SaidOn(a *isnad.Article, s *attribution.Statement) int64 {
	if !s.Time.From.IsZero() {
		return DayNumber(s.Time.From)
	}
	return DayNumber(a.Day())
}

// StemsOf gives the tokens of the terms' stems, stop words left out.
func StemsOf(terms []arabic.Term) []string {
	var stems []string
	for i := range terms {
		if !terms[i].Stop {
			stems = append(stems, Safe(terms[i].Stem))
		}
	}
	return stems
}
