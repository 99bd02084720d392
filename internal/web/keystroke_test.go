package web

import (
	"context"
	"fmt"
	"net"
	"path/filepath"
	"strings"
	"testing"

	"rehearse/internal/coach"
	"rehearse/internal/library"
	"rehearse/internal/store"
	"rehearse/internal/web/webtest"
)

// BenchmarkKeystroke types into a story of 450 words in a real browser, a key
// at a time, and reports the milliseconds from the key to the end of the
// frame that paints its evidence: half of them stay within p50-ms, 19 of 20
// within p95-ms. Give it a number of keys: -benchtime 200x.
func BenchmarkKeystroke(b *testing.B) {
	memory, err := store.Open(b.Context(), filepath.Join(b.TempDir(), "rehearse.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer memory.Close()
	c, err := coach.New(memory, coach.Options{})
	if err != nil {
		b.Fatal(err)
	}
	lib, err := library.Builtin()
	if err != nil {
		b.Fatal(err)
	}
	words := strings.Fields(lib.Scenarios[8].Answer.Text() + " " + lib.Scenarios[9].Answer.Text())[:450]
	kept, err := c.Add(b.Context(), store.Local, store.Story{Title: "Long", Question: lib.Scenarios[8].Question, Answer: strings.Join(words, " ") + "."})
	if err != nil {
		b.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = New(c, Options{}).Serve(ctx, l)
	}()
	defer func() {
		cancel()
		<-ended
	}()
	x := webtest.Open(b)
	x.Size(1280, 900, false)
	x.Go(fmt.Sprintf("http://%s/stories/%s", l.Addr(), kept.ID))
	x.Wait(`CSS.highlights.has("action")`)
	x.Focus("#sheet")
	webtest.Eval[any](x, `getSelection().selectAllChildren(document.getElementById("sheet")); getSelection().collapseToEnd(); 0`)
	x.Type(" ") // the first reading loads the model
	x.Wait(`performance.getEntriesByName("rehearse:keystroke-to-paint").length === 1`)
	webtest.Eval[any](x, `performance.clearMeasures(); 0`)
	text := "We counted again in March, and it had held at 4 percent. "
	b.ResetTimer()
	for i := range b.N {
		x.Type(string(text[i%len(text)]))
		x.Wait(fmt.Sprintf(`performance.getEntriesByName("rehearse:keystroke-to-paint").length > %d`, i))
	}
	b.StopTimer()
	took := webtest.Eval[[]float64](x, `performance.getEntriesByName("rehearse:keystroke-to-paint").map(e => e.duration).sort((a, b) => a - b)`)
	b.ReportMetric(took[len(took)/2], "p50-ms")
	b.ReportMetric(took[min(len(took)-1, len(took)*95/100)], "p95-ms")
	b.ReportMetric(0, "ns/op")
}
