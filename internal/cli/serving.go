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
}

// note writes down that a workshop is open, and returns what takes the note
// away again.
func (v serving) note(folder string) (remove func()) {
	path := filepath.Join(folder, servingName)
	data, err := json.Marshal(v)
	if err == nil {
		err = writeFile(path, append(data, '\n'), true)
	}
	if err != nil {
		return func() {} // it only helps others to find us
	}
	return func() {
		if now, ok := noted(folder); ok && now == v {
			os.Remove(path)
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
	if !ok || v.Database != database || !inDigits(v.URL) {
		return v, false
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, v.URL+"/status", nil)
	if err != nil {
		return v, false
	}
	// No proxy: the question is who listens on this machine.
	res, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
	if err != nil {
		return v, false
	}
	defer res.Body.Close()
	var who web.Status
	err = json.NewDecoder(io.LimitReader(res.Body, 4096)).Decode(&who)
	return v, err == nil && who.Program == web.ProgramName && who.Process == v.Process
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
