package cli

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"rehearse/internal/web"
)

// servingName is the file in the data folder that tells of an open workshop.
const servingName = "serving.json"

// serving is a workshop that was opened on the data of a folder.
type serving struct {
	URL      string `json:"url"`
	Process  int    `json:"process"`
	Database string `json:"database"`
	// File tells the file of the database from one that was put in its place
	// later. It is empty on Postgres and where the system does not say.
	File string `json:"file,omitempty"`
	// Before is the workshop whose note this one took the place of.
	Before *serving `json:"before,omitempty"`
}

// same reports whether two notes are of one workshop.
func (v serving) same(w serving) bool { return v.URL == w.URL && v.Process == w.Process }

// note writes down that a workshop is open, and returns what takes the note
// away again. Where others are open on the folder, their notes come back when
// this one is taken away.
func (v serving) note(folder string) (remove func()) {
	v.Before = nil
	if before, ok := noted(folder); ok && !before.same(v) {
		v.Before = before.firstOpen()
	}
	if v.write(folder) != nil {
		return func() {} // it only helps others to find us
	}
	return func() {
		now, ok := noted(folder)
		if !ok {
			return
		}
		if !now.same(v) {
			now.forget(v)
			now.write(folder)
			return
		}
		if before := now.Before.firstOpen(); before == nil || before.write(folder) != nil {
			os.Remove(filepath.Join(folder, servingName))
		}
	}
}

func (v serving) write(folder string) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return writeFile(filepath.Join(folder, servingName), append(data, '\n'), true)
}

// firstOpen is the first of a note and those before it that is open still, or
// nil.
func (v *serving) firstOpen() *serving {
	for ; v != nil; v = v.Before {
		if v.open() {
			return v
		}
	}
	return nil
}

// forget takes a workshop out of those before.
func (v *serving) forget(gone serving) {
	for ; v.Before != nil; v = v.Before {
		if v.Before.same(gone) {
			v.Before = v.Before.Before
			return
		}
	}
}

// noted is the workshop that a folder's note tells of.
func noted(folder string) (v serving, ok bool) {
	data, err := os.ReadFile(filepath.Join(folder, servingName))
	return v, err == nil && json.Unmarshal(data, &v) == nil
}

// openNow is the workshop that is open on a folder's data now. A note that a
// killed process left is told from an open workshop by asking there.
func openNow(folder, database string) (serving, bool) {
	v, ok := noted(folder)
	if !ok {
		return v, false
	}
	found := v.firstOpen()
	if found == nil || found.Database != database {
		return v, false
	}
	return *found, true
}

// open asks whether the workshop of a note is open.
func (v *serving) open() bool {
	if !inDigits(v.URL) {
		return false
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, v.URL+"/status", nil)
	if err != nil {
		return false
	}
	// No proxy: the question is who listens on this machine.
	res, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
	if err != nil {
		return false
	}
	defer res.Body.Close()
	var who web.Status
	err = json.NewDecoder(io.LimitReader(res.Body, 4096)).Decode(&who)
	return err == nil && who.Program == web.ProgramName && who.Process == v.Process
}

// inDigits reports whether an address names this machine in digits: a note
// must never make Rehearse ask anybody else.
func inDigits(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" {
		return false
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return err == nil && ip.IsLoopback()
}
