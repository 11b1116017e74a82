package bench

import (
	"fmt"
	"os"
	"runtime"
	"strings"
)

// Memory gives what the process holds and held at most, as the system counts it; else what Go's runtime says.
func Memory() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return fmt.Sprintf("%d MB by Go's count", m.Sys>>20)
	}
	var now, most int
	for line := range strings.Lines(string(status)) {
		fmt.Sscanf(line, "VmRSS: %d kB", &now)
		fmt.Sscanf(line, "VmHWM: %d kB", &most)
	}
	return fmt.Sprintf("%d MB, at most %d MB", now>>10, most>>10)
}
