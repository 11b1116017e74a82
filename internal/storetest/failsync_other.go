//go:build !linux

package storetest

import "isnad"

// FailSync is not to be had on this system.
func FailSync() error { return isnad.ErrUnsupported }
