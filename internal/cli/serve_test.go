package cli

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"strings"
	"testing"
)

func TestTheUsualPortMayBeTaken(t *testing.T) {
	// Where another program has it already, that serves as well.
	if l, err := net.Listen("tcp", usualAddr); err == nil {
		defer l.Close()
	}
	var errs bytes.Buffer
	e := &env{out: bufio.NewWriter(io.Discard), errs: &errs}
	l, err := (&serveCommand{}).listen(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if !strings.HasPrefix(urlOf(l.Addr()), "http://127.0.0.1:") || strings.HasSuffix(l.Addr().String(), ":7373") {
		t.Errorf("opened at %s", l.Addr())
	}
	if !strings.Contains(errs.String(), "7373 is taken") {
		t.Errorf("said: %s", &errs)
	}
	if _, err := (&serveCommand{Addr: usualAddr}).listen(t.Context(), e); err == nil || !strings.Contains(err.Error(), "another program has this port") {
		t.Errorf("a port that was asked for and is taken: %v", err)
	}
}

func TestOthersAreLetInOnlyWhenAsked(t *testing.T) {
	for addr, alone := range map[string]bool{
		"127.0.0.1:1": true, "localhost:1": true, "[::1]:1": true, "127.9.9.9:0": true,
		"0.0.0.0:1": false, ":1": false, "[::]:1": false, "192.168.1.4:1": false, "desk.home:1": false,
	} {
		var errs bytes.Buffer
		e := &env{out: bufio.NewWriter(io.Discard), errs: &errs}
		if err := (&serveCommand{Addr: addr}).checkAddr(e); (err == nil) != alone {
			t.Errorf("%s: %v", addr, err)
		}
		if err := (&serveCommand{Addr: addr, AllowNetwork: true}).checkAddr(e); err != nil {
			t.Errorf("%s, asked for: %v", addr, err)
		}
		if warned := strings.Contains(errs.String(), "careful"); warned == alone {
			t.Errorf("%s: warned %v", addr, warned)
		}
	}
}
