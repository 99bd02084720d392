//go:build !(linux || darwin || freebsd)

package cli

import "os"

// fileMark is empty: the system does not let a file be moved while it is open.
func fileMark(string) string { return "" }

// ours takes every file for the person's: folders are not shared here.
func ours(os.FileInfo) bool { return true }
