package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"sync"
	"syscall"

	"rehearse/internal/coach"
	"rehearse/internal/store"
	"rehearse/internal/web"
)

// usualAddr is where the workshop opens when nobody says otherwise.
const usualAddr = "127.0.0.1:7373"

// serveCommand is `rehearse serve`.
type serveCommand struct {
	At           place    `embed:""`
	Addr         string   `placeholder:"HOST:PORT" help:"Address to open at; without it 127.0.0.1:7373, or a free port where that is taken."`
	AllowNetwork bool     `help:"Let others on the network in, at an --addr that they can reach. There is no password yet."`
	Host         []string `placeholder:"NAME" help:"A further name under which browsers may ask, where a proxy or a network name leads here."`
	OpenBrowser  bool     `help:"Open the workshop in your browser."`
	Log          bool     `help:"Log every request on standard error: its route, status and time, never a word of yours."`
}

// Help tells more, with examples.
func (serveCommand) Help() string {
	return `Opens the workshop: a site on this machine, for you alone, in which you write stories and see them judged as you type. It needs no account and no network, and everything is kept in one file in your data folder. End it with Ctrl-C; what the page said is saved is saved.

Examples:

    rehearse serve
    rehearse serve --open-browser
    rehearse serve --addr 127.0.0.1:8080 --data ~/interview`
}

// Run serves until it is told to end.
func (c *serveCommand) Run(e *env) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return c.serve(ctx, e)
}

func (c *serveCommand) serve(ctx context.Context, e *env) error {
	if err := c.checkAddr(e); err != nil {
		return err
	}
	where, err := c.At.where()
	if err != nil {
		return err
	}
	folder, err := c.At.folder()
	if err != nil {
		return err
	}
	if v, open := openNow(folder, shownWhere(where)); open && c.Addr == "" {
		fmt.Fprintf(e.out, "Rehearse is open already at %s (process %d), with the same data.\n", v.URL, v.Process)
		return c.browse(v.URL)
	}
	s, err := store.Open(ctx, where)
	if err != nil {
		return err
	}
	defer s.Close()
	sweep(folder)
	l, err := c.listen(ctx, e)
	if err != nil {
		return err
	}
	defer l.Close()
	v := serving{URL: urlOf(l.Addr()), Process: os.Getpid(), Database: shownWhere(where), File: fileMark(where)}
	defer v.note(folder)()
	return c.run(ctx, e, s, l, v)
}

// run serves on a listener and reads in the background what no reviewer of
// this version has read.
func (c *serveCommand) run(ctx context.Context, e *env, s *store.Store, l net.Listener, v serving) error {
	spareMemory()
	mind, err := coach.New(s, coach.Options{ReadFile: readRubricFile})
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "Rehearse is open at %s (Ctrl-C ends it)\nYour stories are kept in %s\n", v.URL, clean(v.Database))
	if err := e.out.Flush(); err != nil {
		return err
	}
	e.errs = &oneAtATime{w: e.errs} // the log and the background write there, too
	w := web.New(mind, web.Options{Log: c.logger(e), Hosts: c.Host, Network: c.AllowNetwork, Version: version(), Place: v.Database, Safety: c.keepSafe})
	ctx, cancel := context.WithCancel(ctx)
	var background sync.WaitGroup
	background.Go(func() {
		if err := mind.Refresh(ctx, store.Local, nil); err != nil && ctx.Err() == nil {
			fmt.Fprintln(e.errs, "rehearse: some stories could not be read anew:", clean(err.Error()))
		}
		unloadProgram()
	})
	background.Go(func() { giveBack(ctx, w.Answered) })
	// The store is closed after this returns: nothing may use it then.
	defer background.Wait()
	defer cancel()
	if err := c.browse(v.URL); err != nil {
		e.complain(err)
	}
	if err := w.Serve(ctx, l); err != nil {
		return fmt.Errorf("the workshop had to close: %w", err)
	}
	if err := s.Standing(); err != nil {
		return fmt.Errorf("closed, and not all of it may be on disk: %w", err)
	}
	fmt.Fprintln(e.out, "Rehearse is closed. Everything that was saved is on disk.")
	return nil
}

// keepSafe keeps what a restore in the browser is about to replace.
func (c *serveCommand) keepSafe(write func(io.Writer) error) (path string, drop func(), err error) {
	kept, err := c.At.keepSafe(write)
	return kept.path, kept.drop, err
}

// oneAtATime is a writer that several goroutines may use.
type oneAtATime struct {
	mu sync.Mutex
	w  io.Writer
}

func (o *oneAtATime) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.w.Write(b)
}

// logger logs faults always and requests where that is asked for.
func (c *serveCommand) logger(e *env) *slog.Logger {
	level := slog.LevelWarn
	if c.Log {
		level = slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(e.errs, &slog.HandlerOptions{Level: level}))
}

// checkAddr refuses an address that others can reach, unless it is asked
// for in so many words: there is no account yet that would keep them out.
func (c *serveCommand) checkAddr(e *env) error {
	if c.Addr == "" {
		return nil
	}
	host, port, err := net.SplitHostPort(c.Addr)
	if err != nil || port == "" {
		return fmt.Errorf("--addr %s: is no address; write host and port, such as %s", c.Addr, usualAddr)
	}
	if loopback(host) {
		return nil
	}
	if !c.AllowNetwork {
		return fmt.Errorf("--addr %s: others on the network could reach it, and there is no password yet: whoever finds it could read, change and delete your stories. Use %s, or add --allow-network if you want that", c.Addr, usualAddr)
	}
	e.complain(fmt.Errorf("careful: %s can be reached from the network, without a password and without encryption. Whoever finds it can read, change and delete your stories", c.Addr))
	return nil
}

// loopback reports whether only this machine can reach a host.
func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// listen opens the port: the one that was asked for, or the usual one, or,
// where another program has that, any that is free.
func (c *serveCommand) listen(ctx context.Context, e *env) (net.Listener, error) {
	var config net.ListenConfig
	addr := firstOf(c.Addr, usualAddr)
	l, err := config.Listen(ctx, "tcp", addr)
	if err == nil {
		return l, nil
	}
	if c.Addr == "" && errors.Is(err, syscall.EADDRINUSE) {
		e.complain(fmt.Errorf("port 7373 is taken by another program, so that a free one is used; choose one with --addr"))
		return config.Listen(ctx, "tcp", "127.0.0.1:0")
	}
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("--addr %s: another program has this port; choose another, or leave --addr out", addr)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("--addr %s: your system keeps this port to itself; choose one above 1023", addr)
	}
	return nil, fmt.Errorf("--addr %s: can't be opened: %w", addr, err)
}

// urlOf is where a browser finds a listener.
func urlOf(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if err != nil {
		return "http://" + a.String()
	}
	if ip, err := netip.ParseAddr(host); err == nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// browse opens the workshop in the person's browser, where they asked for it.
func (c *serveCommand) browse(url string) error {
	if !c.OpenBrowser {
		return nil
	}
	program, args := "xdg-open", []string{url}
	switch runtime.GOOS {
	case "darwin":
		program = "open"
	case "windows":
		program, args = "rundll32", []string{"url.dll,FileProtocolHandler", url}
	}
	command := exec.Command(program, args...)
	if err := command.Start(); err != nil {
		return fmt.Errorf("your browser could not be opened; open %s yourself", url)
	}
	return command.Process.Release()
}
