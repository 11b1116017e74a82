package bench

import (
	"syscall"
	"time"
)

// threadTime is what the calling thread has used so far: a search's own time, where the search is not to pay for the writer
// beside it nor for the garbage of others.
func threadTime() time.Duration {
	const thread = 1 // RUSAGE_THREAD
	var u syscall.Rusage
	if syscall.Getrusage(thread, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
