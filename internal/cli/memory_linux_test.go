package cli

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
)

const smaps = `00400000-00fc5000 r-xp 00000000 fe:00 1 /opt/re hearse
Rss:               10516 kB
Anonymous:             0 kB
00fc5000-02aa5000 r--p 00bc5000 fe:00 1 /opt/re hearse
Rss:               18880 kB
Anonymous:             4 kB
02aa5000-02bff000 rw-p 026a5000 fe:00 1 /opt/re hearse
Anonymous:             0 kB
02bff000-02cff000 r--p 00000000 fe:00 1 /usr/lib/locale/re hearse.not
Anonymous:             0 kB
7ffd0000-7ffd1000 r-xp 00000000 00:00 0 [vdso]
Anonymous:             0 kB
`

func TestOnlyPagesThatComeBackAreLetGo(t *testing.T) {
	got := untouched(strings.NewReader(smaps), "/opt/re hearse")
	if want := [][2]uintptr{{0x400000, 0xfc5000}}; !slices.Equal(got, want) {
		t.Errorf("%x", got)
	}
	for _, broken := range []string{"", "x-y r-xp 0 0 0 /opt/re hearse\nAnonymous: 0 kB", "\n\n-\nAnonymous:\n"} {
		if got := untouched(strings.NewReader(broken), "/opt/re hearse"); len(got) != 0 {
			t.Errorf("%q gives %x", broken, got)
		}
	}
}

// The program goes on after its pages went.
func TestTheProgramOutlivesItsPages(t *testing.T) {
	maps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		t.Skip("NOT TESTED: ", err)
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if len(untouched(strings.NewReader(string(maps)), program)) == 0 {
		t.Error("no part of the program is found in its own memory")
	}
	unloadProgram()
	var out bytes.Buffer
	if code := Main([]string{"rules"}, strings.NewReader(""), &out, &out); code != 0 || !strings.Contains(out.String(), "buried-headline") {
		t.Errorf("code %d\n%s", code, &out)
	}
}
