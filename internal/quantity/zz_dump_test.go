package quantity

import (
	"fmt"
	"os"
	"path/filepath"
	"rehearse/internal/prose"
	"strings"
	"testing"
)

func TestZDump(t *testing.T) {
	g := os.Getenv("DUMP")
	if g == "" {
		t.Skip()
	}
	names, _ := filepath.Glob(g)
	for _, n := range names {
		b, _ := os.ReadFile(n)
		body := string(b)
		if strings.Contains(body, "\n---\n") {
			body, _, _ = layOut(body)
		}
		tx := prose.Read(body)
		qs := Find(tx)
		fmt.Println("##", n)
		out := ""
		last := 0
		for _, q := range qs {
			k := string(q.Kind[:3])
			out += body[last:q.Start] + "⟦" + body[q.Start:q.End] + "|" + k
			if os.Getenv("VAL") != "" {
				out += fmt.Sprintf(" %g %s", q.Value, q.Unit)
				if q.Change || q.Range {
					out += fmt.Sprintf(" %g>%g", q.From, q.To)
				}
			}
			out += "⟧"
			last = q.End
		}
		out += body[last:]
		_, starts, lines := layOut(string(b))
		_ = starts
		_ = lines
		fmt.Println(out)
	}
}
