//go:build linux || darwin || freebsd

package cli

import "syscall"

// freeBytes is how much room a person's files have left on the disk of a
// folder.
func freeBytes(folder string) (int64, bool) {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(folder, &disk); err != nil {
		return 0, false
	}
	return int64(disk.Bavail) * int64(disk.Bsize), true
}
