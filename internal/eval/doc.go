// Package eval measures Isnad against gold sets and against what a user would pick instead, in the same run.
//
// It changes nothing and decides nothing: it prints scores, and floors.tsv holds what they may not fall below. The gold
// itself lies outside the repository (the folder `shared` beside it); without it nothing is measured and that is said.
//
// Each subject has one file and one function that gives a [Report]; [Report.WriteTable] prints it.
package eval
