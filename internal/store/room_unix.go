//go:build linux || darwin || freebsd

package store

import "syscall"

// FreeBytes is how much room a person's files have left on the disk of a
// folder; false where the system does not say.
func FreeBytes(folder string) (int64, bool) {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(folder, &disk); err != nil {
		return 0, false
	}
	return int64(disk.Bavail) * int64(disk.Bsize), true
}
