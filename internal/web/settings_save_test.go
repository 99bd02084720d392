package web

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rehearse/internal/coach"
	"rehearse/internal/store"
)

func TestARubricThatIsNotThereIsSaidSo(t *testing.T) {
	st, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "rehearse.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	c, err := coach.New(st, coach.Options{ReadFile: os.ReadFile})
	if err != nil {
		t.Fatal(err)
	}
	s := New(c, Options{})
	t.Cleanup(s.Close)
	a := ask(s, http.MethodPost, home+"/settings", form("rubric", "own", "path", "/nope/mine.yaml", "pace", "150", "theme", "auto"))
	if a.Code != http.StatusUnprocessableEntity || !strings.Contains(a.Body.String(), "<p>There is no file at /nope/mine.yaml.</p>") {
		t.Errorf("it answers %d:\n%s", a.Code, a.Body)
	}
}
