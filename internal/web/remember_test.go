package web

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"rehearse/internal/store"
)

func TestPagesAreMadeAnewAfterEveryChange(t *testing.T) {
	w := openWorkshop(t)
	path := w.add(t, store.Story{Title: "First name", Answer: "We began."})
	read := func(from string) string {
		t.Helper()
		a, err := http.Get(w.url + from)
		if err != nil {
			t.Fatal(err)
		}
		defer a.Body.Close()
		var b strings.Builder
		if _, err := io.Copy(&b, a.Body); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for _, from := range []string{"/stories", path} {
		if one, two := read(from), read(from); one != two || !strings.Contains(one, "First name") {
			t.Errorf("%s is not the same twice", from)
		}
	}
	s := w.only(t)
	s.Title = "Second name"
	if _, err := w.coach.Save(context.Background(), store.Local, s, s.Revision); err != nil {
		t.Fatal(err)
	}
	for _, from := range []string{"/stories", path} {
		if now := read(from); strings.Contains(now, "First name") || !strings.Contains(now, "Second name") {
			t.Errorf("%s shows what was before the change", from)
		}
	}
	chosen, err := w.coach.Settings(context.Background(), store.Local)
	if err != nil {
		t.Fatal(err)
	}
	chosen.Theme = "dark"
	if err := w.coach.SaveSettings(context.Background(), store.Local, chosen); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(read("/stories"), `data-theme="dark"`) {
		t.Error("the list keeps its theme after the settings changed")
	}
}

func TestRememberedPagesStaySmallInAll(t *testing.T) {
	var p remembered
	for i := range 200 {
		p.put(pageKey{address: strings.Repeat("x", i)}, make([]byte, 100<<10))
	}
	if p.bytes > mostRemembered || len(p.all) != p.order.Len() || len(p.all) == 0 {
		t.Errorf("%d pages with %d bytes are kept", len(p.all), p.bytes)
	}
	if _, ok := p.get(pageKey{address: strings.Repeat("x", 199)}); !ok {
		t.Error("the page sent last is not kept")
	}
}
