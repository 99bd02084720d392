package web

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// policy is the Content-Security-Policy of every answer: nothing but what
// this server sends itself, and no script or style inside a page.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// harden sets what every answer says to the browser. Referrers stay within
// the site instead of being off, because with none browsers send the origin
// "null" with a form, which can't be told from a stranger's.
func harden(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), payment=()")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cache-Control", "no-store")
}

// hosts knows under which names this server may be asked. A foreign name
// that was made to lead here (DNS rebinding) would otherwise make a
// stranger's page same-origin with ours.
type hosts struct {
	names   []string // lower case, "name" or "name:port"
	network bool
}

func newHosts(names []string, network bool) hosts {
	h := hosts{network: network}
	for _, n := range names {
		h.names = append(h.names, strings.ToLower(n))
	}
	return h
}

// ours reports whether the Host of a request is one of our names and, where
// the port of the connection is known, whether it is that port.
func (h hosts) ours(r *http.Request) bool {
	host := strings.ToLower(r.Host)
	name, port := splitHost(host)
	if name == "" {
		return false
	}
	if slices.Contains(h.names, host) || slices.Contains(h.names, name) {
		return true
	}
	if p := portOf(r); p != "" && p != port {
		return false
	}
	if name == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(strings.Trim(name, "[]"))
	// No name has to be looked up for an address in digits, so no name can
	// have been made to lead here.
	return err == nil && addr.Zone() == "" && (addr.Unmap().IsLoopback() || h.network)
}

// splitHost splits a Host into name and port; without a port it is that of
// http.
func splitHost(host string) (name, port string) {
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		return host[:i], host[i+1:]
	}
	return host, "80"
}

// portOf is the port on which a request arrived, or empty where it did not
// come over the network.
func portOf(r *http.Request) string {
	addr, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok {
		return ""
	}
	_, port, err := net.SplitHostPort(addr.String())
	if err != nil {
		return ""
	}
	return port
}

// foreign reports whether another site sent the request: a post that is not
// from one of our own pages, or anything but a link that was followed.
// Programs that are no browsers send neither Origin nor Sec-Fetch-Site and
// are let in.
func foreign(check *http.CrossOriginProtection, r *http.Request) bool {
	if check.Check(r) != nil {
		return true
	}
	switch site := r.Header.Get("Sec-Fetch-Site"); site {
	case "", "same-origin", "none":
	default:
		followed := r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
		return !followed || !safe(r.Method)
	}
	return r.URL.Path == eventsPath && strangeOrigin(r)
}

// safe reports whether a method only looks.
func safe(method string) bool { return method == http.MethodGet || method == http.MethodHead }

// strangeOrigin reports whether a request names an origin that is not ours.
// Old browsers say no more than that of an event stream.
func strangeOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return false
	}
	_, host, ok := strings.Cut(origin, "://")
	return !ok || !strings.EqualFold(host, r.Host)
}
