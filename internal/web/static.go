package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

// embedded are the style sheets, scripts and the icon.
//
//go:embed static
var embedded embed.FS

// files are the static files under their names. All share one hash in their
// address: modules import each other by relative names, so they must change
// their address together.
type files struct {
	hash string
	all  map[string]file
}

// file is one static file.
type file struct {
	kind, tag string
	data      []byte
	packed    func() []byte // the same as gzip, made when it is first asked for
}

// kinds are the media types of what may be served.
var kinds = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
	".png": "image/png", ".webmanifest": "application/manifest+json",
}

// newFiles reads what is embedded. Folders only sort them for us: each is
// served by its own name.
func newFiles(from fs.FS) *files {
	f := &files{all: map[string]file{}}
	sum := sha256.New()
	err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%s %d\n%s", name, len(data), data)
		if kinds[path.Ext(name)] != "" {
			f.add(path.Base(name), withoutComments(path.Ext(name), data))
		}
		return nil
	})
	if err != nil {
		panic("web: the embedded files can't be read: " + err.Error()) // the program itself is broken
	}
	f.hash = hex.EncodeToString(sum.Sum(nil))[:12]
	return f
}

// withoutComments is a script or style sheet without the comments that have
// lines of their own: they are for those who read the code.
func withoutComments(kind string, data []byte) []byte {
	if kind != ".js" && kind != ".css" {
		return data
	}
	var kept []string
	inside := false
	for _, line := range strings.Split(string(data), "\n") {
		words := strings.TrimSpace(line)
		switch {
		case inside:
			inside = !strings.HasSuffix(words, "*/")
		case kind == ".js" && strings.HasPrefix(words, "//"):
		case strings.HasPrefix(words, "/*") && (!strings.Contains(words, "*/") || strings.HasSuffix(words, "*/")):
			inside = !strings.HasSuffix(words, "*/")
		default:
			kept = append(kept, line)
		}
	}
	return []byte(strings.Join(kept, "\n"))
}

func (f *files) add(name string, data []byte) {
	if _, taken := f.all[name]; taken {
		panic("web: two static files are named " + name)
	}
	sum := sha256.Sum256(data)
	f.all[name] = file{kinds[path.Ext(name)], `"` + hex.EncodeToString(sum[:8]) + `"`, data, sync.OnceValue(func() []byte { return pack(data) })}
}

// url is the address of a file.
func (f *files) url(name string) string { return "/static/" + f.hash + "/" + name }

// staticShow sends a file. Names are looked up, never opened: no path leads
// out of the table.
func (s *Server) staticShow(w http.ResponseWriter, r *http.Request) error {
	x, ok := s.files.all[r.PathValue("file")]
	if !ok || r.PathValue("hash") != s.files.hash {
		return problem(http.StatusNotFound, "There is no such file. If this page was open while Rehearse was updated, load it again.", nil)
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	return x.send(w, r)
}

// faviconShow sends the icon to who asks for it by its old name.
func (s *Server) faviconShow(w http.ResponseWriter, r *http.Request) error {
	x, ok := s.files.all["favicon.svg"]
	if !ok {
		return problem(http.StatusNotFound, "There is no icon.", nil)
	}
	w.Header().Set("Cache-Control", "public, max-age=86400")
	return x.send(w, r)
}

// send writes a file, or says that the browser has it.
func (x file) send(w http.ResponseWriter, r *http.Request) error {
	h := w.Header()
	h.Set("ETag", x.tag)
	if strings.Contains(r.Header.Get("If-None-Match"), x.tag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	h.Set("Content-Type", x.kind)
	h.Set("Vary", "Accept-Encoding")
	data := x.data
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		data = x.packed()
	}
	h.Set("Content-Length", strconv.Itoa(len(data)))
	_, err := w.Write(data)
	return ignoreGone(err)
}

// pack compresses a file, once for as long as the program runs.
func pack(data []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write(data)
	if closing := z.Close(); err != nil || closing != nil {
		panic("web: memory can't be written to") // a buffer takes everything
	}
	return b.Bytes()
}
