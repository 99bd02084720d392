package cli

import (
	"context"
	"os"
	"runtime/debug"
	"time"
)

// The workshop trades a little time for memory, because it stays open all
// day: it collects as soon as half has been added, and more eagerly above the
// limit.
const (
	collectAt   = 50
	memoryLimit = 36 << 20
)

// giveBack looks every so often; work has come to rest when it saw none so
// many times in a row.
const (
	lookEvery = time.Second
	restAfter = 15
)

// spareMemory sets the collector, unless the person did.
func spareMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
}

// giveBack returns memory to the system while and after there was work: the
// program's pages each time that it looks, the rest once work came to rest.
// done counts the work.
func giveBack(ctx context.Context, done func() int64) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	last, given, quiet := int64(0), int64(-1), 0
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now := done()
		if now != given {
			unloadProgram()
		}
		if quiet++; now != last {
			last, quiet = now, 0
		}
		if quiet == restAfter && now != given {
			debug.FreeOSMemory()
			given = now
		}
	}
}
