// Package page draws the workshop's pages: templ components that take what is
// to be shown and give HTML. They know of no request and no database, and
// every text of a person's that they show is escaped.
package page

//go:generate go tool templ generate -path .

// Frame is what every page has around its own content.
type Frame struct {
	// Title is the window's title; the program's name follows it.
	Title string
	// Here is the door of the navigation that is open: "today", "stories",
	// "claims", "coverage", "readiness", "library", "settings" or "".
	Here string
	// Theme is "auto", "light" or "dark".
	Theme string
	// Asset gives the URL of a static file by its name.
	Asset func(name string) string
	// Scripts are the ES modules of this page, beside the common one.
	Scripts []string
	// Styles are the style sheets of this page, beside the common one.
	Styles []string
	// Notice is one line about what was just done, or empty.
	Notice string
	// Change is the owner's change counter when the page was drawn; another
	// tab's later change tells that the page is out of date.
	Change int64
}

// door is one entry of the navigation. Key opens it after g.
type door struct{ Here, Href, Name, Key string }

var doors = []door{
	{"today", "/", "Today", "t"},
	{"stories", "/stories", "Stories", "s"},
	{"claims", "/claims", "Claims", "c"},
	{"coverage", "/coverage", "Coverage", "v"},
	{"readiness", "/readiness", "Readiness", "r"},
	{"library", "/library", "Library", "l"},
	{"settings", "/settings", "Settings", ","},
}

func (f Frame) window() string {
	if f.Title == "" {
		return "Rehearse"
	}
	return f.Title + " · Rehearse"
}

// scheme is what the browser is told of light and dark, for its own controls.
func (f Frame) scheme() string {
	if f.Theme == "light" || f.Theme == "dark" {
		return f.Theme
	}
	return "light dark"
}

func current(open bool) string {
	if open {
		return "page"
	}
	return "false"
}
