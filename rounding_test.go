package main

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// The compiler for arm64 may join a product and a sum into one instruction
// that rounds once, and an answer would then be read otherwise there. Where a
// verdict is made it must find nothing to join.
func TestNoMachineRoundsOtherwise(t *testing.T) {
	fused := regexp.MustCompile(`\((\S+\.go:\d+)\)\tFN?M(?:ADD|SUB|L)`)
	for _, pkg := range []string{"prose", "quantity", "rubric", "review", "review/model", "review/checks", "match"} {
		c := exec.Command("go", "build", "-gcflags=-S", "rehearse/internal/"+pkg)
		c.Env = append(os.Environ(), "GOOS=linux", "GOARCH=arm64", "CGO_ENABLED=0")
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%.2000s", err, out)
		}
		if !strings.Contains(string(out), "STEXT") {
			t.Fatalf("the compiler showed nothing of %s", pkg)
		}
		seen := map[string]bool{}
		for _, m := range fused.FindAllStringSubmatch(string(out), -1) {
			if !seen[m[1]] {
				t.Errorf("%s: a product and a sum are joined, so that arm64 rounds otherwise; write float64(a*b) + c", m[1])
			}
			seen[m[1]] = true
		}
	}
}
