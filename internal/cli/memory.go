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

// restAfter is how often giveBack looks, and so how long nobody has to be at
// work before all spare memory goes back to the system.
const restAfter = 15 * time.Second

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
	tick := time.NewTicker(restAfter)
	defer tick.Stop()
	last, given := int64(0), int64(-1)
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
		if now == last && now != given {
			debug.FreeOSMemory()
			given = now
		}
		last = now
	}
}
