//go:build !(linux || darwin || freebsd)

package cli

// freeBytes can't be asked on this system without a library for it.
func freeBytes(string) (int64, bool) { return 0, false }
