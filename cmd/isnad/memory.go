package main

import (
	"os"
	"runtime/debug"
)

// In work that reads much and keeps little, the tables of the language take most of the memory, and every collection of garbage
// goes through them again: collecting half as often saves a twentieth of the time (docs/performance.md). Near workMemory it is
// collected as often as it takes.
const (
	workPercent = 200
	workMemory  = 768 << 20 // bytes
)

// roomForWork lets garbage lie longer until end is called, unless GOGC or GOMEMLIMIT say how much is allowed.
func roomForWork() (end func()) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	percent, limit := debug.SetGCPercent(workPercent), debug.SetMemoryLimit(workMemory)
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}
