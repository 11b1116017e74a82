package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
)

// In work that reads much and keeps little, the tables of the language and the desk of the days' articles take most of the memory, and
// every collection of garbage goes through them again: collecting half as often saves a twentieth of the time, and where they come near to
// the limit a seventh goes into collecting (docs/performance.md). So the limit is a quarter of what the machine or the container has,
// within these bounds; near it garbage is collected as often as it takes.
const (
	workPercent = 200
	leastMemory = 768 << 20 // bytes, also where it is not known what there is
	mostMemory  = 2 << 30
)

// roomForWork lets garbage lie longer until end is called, unless GOGC or GOMEMLIMIT say how much is allowed.
func roomForWork() (end func()) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	total, _ := os.ReadFile("/proc/meminfo")
	group, _ := os.ReadFile("/sys/fs/cgroup/memory.max")
	percent, limit := debug.SetGCPercent(workPercent), debug.SetMemoryLimit(workMemory(string(total), string(group)))
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}

// workMemory gives the limit in bytes by what Linux says of the machine (/proc/meminfo) and of its container (memory.max); either may
// be empty.
func workMemory(machine, container string) int64 {
	var kilobytes int64
	fmt.Sscanf(machine, "MemTotal: %d kB", &kilobytes)
	has := kilobytes << 10
	if most, err := strconv.ParseInt(strings.TrimSpace(container), 10, 64); err == nil { // else "max"
		has = min(has, most)
	}
	return min(max(has/4, leastMemory), mostMemory)
}
