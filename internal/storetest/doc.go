// Package storetest says what every engine must do: one suite of tests over isnad's ports, which an engine's own test runs
// unchanged. Its articles are invented.
//
// It knows no engine. Start with [Run].
package storetest
