// Package attribution finds reported speech: who is said to have said what, in which act, through whom, where, to whom
// and when. Every statement points at its words and keeps the trace of the rules that made it.
//
// It judges nothing true and merges nothing across articles; that one utterance has several renderings is story's matter.
//
// Start with [Find].
package attribution
