//go:build linux || darwin || freebsd

package cli

import (
	"fmt"
	"os"
	"syscall"
)

// fileMark tells one file from another that has the same name later. It is
// empty where there is no such file.
func fileMark(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	node, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%d-%d", node.Dev, node.Ino)
}

// ours reports whether a file belongs to who runs the program.
func ours(info os.FileInfo) bool {
	node, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(node.Uid) == os.Geteuid()
}
