package cli

import (
	"bufio"
	"io"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// unloadProgram lets go of the pages of the program's own file. Starting
// touches more than half of it, work a quarter; what is needed again comes
// back out of the system's cache within microseconds. It is thrift: where it
// can't be had, nothing is lost.
func unloadProgram() {
	program, err := os.Executable()
	if err != nil {
		return
	}
	maps, err := os.Open("/proc/self/smaps")
	if err != nil {
		return
	}
	defer maps.Close()
	for _, m := range untouched(maps, program) {
		_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, m[0], m[1]-m[0], syscall.MADV_DONTNEED)
	}
}

// untouched gives the begin and end of the parts of memory that show a file,
// can't be written and hold nothing but what the file holds. Other pages
// would be lost, not come back.
func untouched(smaps io.Reader, file string) (all [][2]uintptr) {
	var m [2]uintptr
	mine := false
	for lines := bufio.NewScanner(smaps); lines.Scan(); {
		line := lines.Text()
		f := strings.Fields(line)
		if len(f) > 1 && strings.Contains(f[0], "-") {
			from, to, _ := strings.Cut(f[0], "-")
			a, errA := strconv.ParseUint(from, 16, strconv.IntSize)
			b, errB := strconv.ParseUint(to, 16, strconv.IntSize)
			m = [2]uintptr{uintptr(a), uintptr(b)}
			mine = errA == nil && errB == nil && strings.HasSuffix(line, " "+file) && strings.HasPrefix(f[1], "r") && !strings.Contains(f[1], "w")
			continue
		}
		if mine && len(f) > 1 && f[0] == "Anonymous:" && f[1] == "0" {
			all = append(all, m)
		}
	}
	return all
}
