package pgtest

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// tick is the unit of /proc's times: Linux counts hundredths for every program.
const tick = 10 * time.Millisecond

// ProcessorTime is what the server has used so far, its ended processes included; 0 where there is no /proc.
func (s *Server) ProcessorTime() time.Duration {
	pidFile, err := os.ReadFile(filepath.Join(s.dir, "data", "postmaster.pid"))
	if err != nil {
		return 0
	}
	head, _, _ := strings.Cut(string(pidFile), "\n")
	children, err := os.ReadFile(filepath.Join("/proc", head, "task", head, "children"))
	if err != nil {
		return 0
	}
	total := used(head, true)
	for _, pid := range strings.Fields(string(children)) {
		total += used(pid, false)
	}
	return total
}

// used is what one process has used, with what its ended children had where that is wanted; 0 where it has ended meanwhile.
func used(pid string, withEnded bool) time.Duration {
	line, err := os.ReadFile(filepath.Join("/proc", pid, "stat"))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(line), ") ") // the name before may hold anything
	f := strings.Fields(rest)
	if len(f) < 15 {
		return 0
	}
	total := ticks(f[11]) + ticks(f[12])
	if exact, err := os.ReadFile(filepath.Join("/proc", pid, "schedstat")); err == nil { // the same in nanoseconds, where the kernel tells
		ns, _, _ := strings.Cut(string(exact), " ")
		n, _ := strconv.ParseInt(ns, 10, 64)
		total = max(time.Duration(n), total-2*tick)
	}
	if withEnded {
		total += ticks(f[13]) + ticks(f[14])
	}
	return total
}

func ticks(s string) time.Duration {
	n, _ := strconv.ParseInt(s, 10, 64) // 0 where it is no number
	return time.Duration(n) * tick
}
