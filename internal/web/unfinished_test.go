package web

import (
	"strings"
	"testing"

	"rehearse/internal/page"
	"rehearse/internal/web/webtest"
)

const isBack = `document.querySelector("main").innerText.includes("Your unfinished text is here again.")`

// drawers is how many forms' words lie in the browser's storage.
func drawers(x *webtest.Tab) int {
	return webtest.Eval[int](x, `Object.keys(localStorage).filter(k => k.startsWith("rehearse:unfinished:")).length`)
}

func TestBrowserAReplyOutlivesLinksAndADeadServer(t *testing.T) {
	dir := t.TempDir()
	p := startProcess(t, dir, "127.0.0.1:0")
	addr := strings.TrimPrefix(p.url, "http://")
	x := webtest.Open(t)
	x.Go(p.url + "/stories/new")
	x.Set("#about", "The dock")
	x.Click(`form:has(#about) button`)
	x.Wait(`location.pathname.endsWith("/ask")`)
	at := p.url + webtest.Eval[string](x, "location.pathname")
	x.Set("#reply", "Nine of us at the harbor")
	x.Go(p.url + "/library")
	x.Go(at)
	x.Wait(isBack)
	if got := webtest.Eval[string](x, `document.getElementById("reply").value`); got != "Nine of us at the harbor" {
		t.Errorf("after a link the field holds %q", got)
	}
	p.kill()
	x.Click("main form button.main") // nobody answers
	startProcess(t, dir, addr)
	x.Go(at)
	x.Wait(isBack)
	x.Click("main form button.main")
	x.Wait(`document.querySelector(".sofar").innerText.includes("Nine of us at the harbor")`)
	if n := drawers(x); n != 0 {
		t.Errorf("%d replies are still in the browser after they were kept", n)
	}
}

func TestBrowserAPastedDraftComesBackUntilItIsKept(t *testing.T) {
	w := openWorkshop(t)
	x := webtest.Open(t)
	x.Go(w.url + "/stories/new")
	x.Set("#answer", "It began at night.\n\nWe were four.")
	x.Go(w.url + "/")
	x.Go(w.url + "/stories/new")
	x.Wait(isBack)
	x.Click(`form[data-unfinished] [role=status] button`)
	x.Wait(`document.getElementById("answer").value === ""`)
	if n := drawers(x); n != 0 {
		t.Errorf("%d drafts are left after one was cleared", n)
	}
	x.Set("#answer", "It began at night.\n\nWe were four.")
	x.Click(`form:has(#answer) button.main`)
	x.Wait(`document.getElementById("sheet")`)
	if n := drawers(x); n != 0 {
		t.Errorf("%d drafts are left after the story was kept", n)
	}
	if got := w.only(t); !strings.Contains(got.Answer, "We were four.") {
		t.Errorf("kept %q", got.Answer)
	}
}

func TestBrowserDeletingEverythingEmptiesTheBrowser(t *testing.T) {
	w := openWorkshop(t)
	x := webtest.Open(t)
	x.Go(w.url + "/stories/new")
	x.Set("#answer", "It began at night.")
	if n := drawers(x); n != 1 {
		t.Fatalf("%d drafts lie in the browser", n)
	}
	x.Go(w.url + "/settings")
	x.Set("#confirm", page.ForgetWord)
	x.Click(`form:has(#confirm) button`)
	x.Wait(`document.querySelector("main").parentElement.innerText.includes("Everything is deleted.")`)
	if n := webtest.Eval[int](x, "localStorage.length"); n != 0 {
		t.Errorf("%d drafts are still in the browser", n)
	}
}
