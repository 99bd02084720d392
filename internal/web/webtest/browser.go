// Package webtest gives tests a real browser: one headless Chromium a
// process, and a tab of its own, with its own cookies and storage, for each
// test. Tests alone import it.
package webtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// patience is how long a test waits for a page to become what it expects.
const patience = 60 * time.Second

// Tab is a window of the browser, on a page.
type Tab struct {
	t   testing.TB
	ctx context.Context
}

// browser is the one Chromium of the test process.
var browser = sync.OnceValues(func() (context.Context, error) {
	path, err := chromium()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "rehearse-chromium-")
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.UserDataDir(dir),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("hide-scrollbars", true), chromedp.Flag("lang", "en-US"))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocated, _ := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ := chromedp.NewContext(allocated)
	return ctx, chromedp.Do(ctx)
})

var errNone = errors.New("there is no Chromium on this machine, and it could not be installed")

// chromium finds the browser, and installs it where the machine's package
// manager lets us.
func chromium() (string, error) {
	find := func() string {
		for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
			if path, err := exec.LookPath(name); err == nil {
				return path
			}
		}
		return ""
	}
	if path := find(); path != "" {
		return path, nil
	}
	if _, err := exec.LookPath("apt-get"); err != nil || os.Geteuid() != 0 {
		return "", errNone
	}
	// Test processes run side by side: one installs, the others wait.
	install := `exec 9>/tmp/rehearse-apt.lock; flock 9
command -v chromium >/dev/null && exit 0
export DEBIAN_FRONTEND=noninteractive
apt-get install -qq -y --no-install-recommends chromium || { apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium; }`
	if out, err := exec.Command("sh", "-c", install).CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: apt-get says %s", errNone, out)
	}
	if path := find(); path != "" {
		return path, nil
	}
	return "", errNone
}

// Run runs the tests of a package and closes the browser after them. It is
// for TestMain.
func Run(m *testing.M) {
	code := m.Run()
	if started {
		if ctx, err := browser(); err == nil {
			_ = chromedp.Cancel(ctx)
		}
	}
	os.Exit(code)
}

var started bool

// Open opens a tab that shares nothing with other tests. It skips the test
// where there is no browser, and fails it where CI is true.
func Open(t testing.TB) *Tab {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser is not for -short")
	}
	ctx, err := browser()
	if errors.Is(err, errNone) && os.Getenv("CI") != "true" {
		t.Skip("NOT TESTED IN A BROWSER: ", err)
	}
	if err != nil {
		t.Fatal("Chromium for the tests: ", err)
	}
	started = true
	tab, cancel := chromedp.NewContext(ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	return begin(t, tab)
}

// Another opens a second tab of the same person: same cookies and storage.
func (x *Tab) Another() *Tab {
	x.t.Helper()
	ctx, cancel := chromedp.NewContext(x.ctx)
	x.t.Cleanup(cancel)
	return begin(x.t, ctx)
}

// begin opens the tab of a context. The context is used as it is: a tab lives
// as long as the one that it was opened with.
func begin(t testing.TB, ctx context.Context) *Tab {
	t.Helper()
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return &Tab{t: t, ctx: ctx}
}

func (x *Tab) do(steps ...chromedp.Action[chromedp.Void]) {
	x.t.Helper()
	ctx, cancel := context.WithTimeout(x.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		x.t.Fatal(err)
	}
}

// Size sets the window's width and height in pixels, and whether the person
// prefers dark.
func (x *Tab) Size(width, height int64, dark bool) {
	x.t.Helper()
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	x.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		if _, err := cdp.Call(ctx, t, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1, Mobile: width < 600}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
		return err
	}))
}

// NoScript turns scripts off.
func (x *Tab) NoScript() {
	x.t.Helper()
	x.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
}

// Go opens a page.
func (x *Tab) Go(url string) {
	x.t.Helper()
	x.do(chromedp.Navigate(url))
}

// Wait waits until the page has loaded, its scripts with it, and an expression
// is true. A page that is just being left is asked again.
func (x *Tab) Wait(expression string) {
	x.t.Helper()
	ctx, cancel := context.WithTimeout(x.ctx, patience)
	defer cancel()
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	var last error
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.readyState === "complete" && Boolean(`+expression+")"))
		if err == nil && ok {
			return
		}
		last = err
		select {
		case <-again.C:
			continue
		case <-ctx.Done():
		}
		page, _ := chromedp.Run(x.ctx, chromedp.Evaluate[string](`location.href + "\n" + document.body.innerText.slice(0, 1500)`))
		x.t.Fatalf("waited for %s (%v)\nthe page was: %s", expression, last, page)
	}
}

// Eval evaluates an expression on the page.
func Eval[T any](x *Tab, expression string) T {
	x.t.Helper()
	ctx, cancel := context.WithTimeout(x.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		x.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// Click clicks the first element that a CSS selector finds.
func (x *Tab) Click(selector string) {
	x.t.Helper()
	x.do(chromedp.Click(selector, chromedp.NodeVisible))
}

// Focus puts the focus on an element.
func (x *Tab) Focus(selector string) {
	x.t.Helper()
	x.do(chromedp.Focus(selector))
}

// Type sends keys to what has the focus. kb of chromedp names special keys.
func (x *Tab) Type(keys string) {
	x.t.Helper()
	x.do(chromedp.KeyEvent(keys))
}

// Command sends an editing command of the browser, such as "copy", "paste" or
// "selectAll", as its key would.
func (x *Tab) Command(name string) {
	x.t.Helper()
	x.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeRawKeyDown, Commands: []string{name}})
		return err
	}))
}

// Set gives a field a value, as pasting would.
func (x *Tab) Set(selector, value string) {
	x.t.Helper()
	Eval[any](x, fmt.Sprintf(`((selector, value) => {
		const el = document.querySelector(selector);
		el.focus();
		if (el.isContentEditable) el.textContent = value; else el.value = value;
		el.dispatchEvent(new Event("input", { bubbles: true }));
		el.dispatchEvent(new Event("change", { bubbles: true }));
	})(%s, %s)`, quoted(selector), quoted(value)))
}

// quoted is a text as a script writes it.
func quoted(s string) string {
	data, err := json.Marshal(s)
	if err != nil {
		panic(err) // a text can always be written
	}
	return string(data)
}

// Picture is a screenshot of the whole page as WebP, at most so many pixels
// high.
func (x *Tab) Picture(height float64) []byte {
	x.t.Helper()
	var picture []byte
	x.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		m, err := cdp.Call(ctx, t, page.GetLayoutMetrics, cdp.Empty{})
		if err != nil {
			return err
		}
		shot, err := cdp.Call(ctx, t, page.CaptureScreenshot, page.CaptureScreenshotParams{
			CaptureBeyondViewport: new(true),
			Clip:                  &page.Viewport{Width: m.CSSContentSize.Width, Height: min(m.CSSContentSize.Height, height), Scale: 1},
			Format:                page.CaptureScreenshotFormatWebp, Quality: new(int64(82)),
		})
		picture = shot.Data
		return err
	}))
	return picture
}

// PDF prints the page on A4.
func (x *Tab) PDF() []byte {
	x.t.Helper()
	var pdf []byte
	x.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		r, err := cdp.Call(ctx, t, page.PrintToPDF, page.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69})
		pdf = r.Data
		return err
	}))
	return pdf
}
