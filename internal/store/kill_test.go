package store_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rehearse/internal/store"
)

// saveForEver is the program that is killed: it adds and saves stories and
// says of each, once Write has returned, its id and revision.
func saveForEver(path string) {
	s, err := store.Open(ctx, path)
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	for n := 0; ; n++ {
		x := store.Story{ID: fmt.Sprintf("%d-%d", os.Getpid(), n/10), Answer: answerOf(n)}
		err := s.Write(ctx, store.Local, func(tx *store.Tx) (err error) {
			if n%10 == 0 {
				x.Revision = 1
				return tx.AddStory(x)
			}
			x, err = tx.SaveStory(x, int64(n%10))
			return err
		})
		if err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		fmt.Println(x.ID, x.Revision, n)
	}
}

// answerOf is what the nth save says; its length goes up and down.
func answerOf(n int) string { return fmt.Sprint(n, strings.Repeat(" and so on", n%7*100)) }

// A program that is killed at any moment has lost nothing of which it said
// that it is saved. It is killed after a number of lines, while the next save
// is under way.
func TestKilledProgramLosesNothing(t *testing.T) {
	rounds := 40
	if testing.Short() {
		rounds = 5
	}
	path := filepath.Join(t.TempDir(), "r.db")
	said := map[string]int{} // "id revision" to the number of the save
	random := rand.New(rand.NewPCG(1, 2))
	for range rounds {
		killAfter(t, path, 1+random.IntN(60), said)
		s, err := store.Open(ctx, path)
		if err != nil {
			t.Fatal(err)
		}
		sound(t, s)
		found := map[string]string{}
		for id, versions := range allOf(t, s, store.Local).Versions {
			for _, v := range versions {
				found[fmt.Sprint(id, " ", v.Revision)] = v.Answer
			}
		}
		for line, n := range said {
			if found[line] != answerOf(n) {
				t.Fatalf("%s was said to be saved and is lost", line)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(said) < rounds {
		t.Errorf("only %d saves were seen: this test proved nothing", len(said))
	}
}

// killAfter starts the saver, kills it after some lines, and notes all that it
// said until it was dead.
func killAfter(t *testing.T, path string, lines int, said map[string]int) {
	t.Helper()
	child := exec.Command(os.Args[0], path)
	child.Env = append(os.Environ(), roleVariable+"=saver")
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	reader := bufio.NewReader(out)
	for n := 0; ; n++ {
		if n == lines {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
		line, err := reader.ReadString('\n')
		if err != nil {
			break // dead; half a line was not said
		}
		var id string
		var revision, save int
		if _, err := fmt.Sscan(line, &id, &revision, &save); err != nil {
			t.Errorf("the saver says %q", line)
			continue
		}
		said[fmt.Sprint(id, " ", revision)] = save
	}
	child.Wait() // the error is that it was killed
}
