// Package press is the demonstration press: invented outlets of an invented country, served on loopback, with the faults
// that real sites have. It lets Isnad fetch, read and show an archive without a network.
//
// It is no test double of any one site, and it knows nothing of what Isnad makes of its pages. Every text, name and
// place in it was written for it.
//
// What an editor may change is text: outlets.tsv lists the outlets, months.tsv the calendars they print, articles/*.txt
// holds one article or one copy each (see [readArticle]), sites/*.html one page layout each. Dates are relative to an
// anchor, so that the news is always of the last two days.
//
// Start with [Start].
package press
