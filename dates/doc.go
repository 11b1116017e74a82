// Package dates reads time as the Arab press writes it: publication dates from evidence, in every calendar and month
// name in use, and expressions of time in running text, each with its precision, its origin and its words.
//
// It never invents: a missing part lowers the precision, and what an anchor is needed for stays relative without one.
//
// Start with [Parse] for one date as written, and [Find] for the times in a text.
package dates
