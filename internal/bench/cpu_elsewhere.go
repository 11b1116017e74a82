//go:build !linux

package bench

import "time"

// threadTime is not known apart here.
func threadTime() time.Duration { return ProcessorTime() }
