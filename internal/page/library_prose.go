package page

import (
	"bytes"
	"context"
	"io"
	"net/url"
	"strings"

	"github.com/a-h/templ"
	"github.com/yuin/goldmark"
)

// libraryReader turns the Markdown of the library's texts into HTML. It writes no
// raw HTML and no dangerous address that a text may hold.
var libraryReader = goldmark.New()

// markdownMarks are the characters of which Markdown makes something.
const markdownMarks = "*_`[]<>&\\\n#"

// libraryText draws a text of the library: paragraphs and lists.
func libraryText(text string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		return libraryReader.Convert([]byte(text), w)
	})
}

// libraryLine draws a text of the library that stands within a line.
func libraryLine(text string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		if !strings.ContainsAny(text, markdownMarks) {
			_, err := io.WriteString(w, templ.EscapeString(text))
			return err
		}
		var b bytes.Buffer
		if err := libraryReader.Convert([]byte(text), &b); err != nil {
			return err
		}
		html := strings.TrimSpace(b.String())
		if inner, ok := strings.CutPrefix(html, "<p>"); ok && strings.Count(html, "<p>") == 1 {
			if inner, ok = strings.CutSuffix(inner, "</p>"); ok {
				html = inner
			}
		} else {
			// More than a line: shown as it is written.
			html = templ.EscapeString(text)
		}
		_, err := io.WriteString(w, html)
		return err
	})
}

// pathPart makes a text safe to stand between two slashes.
func pathPart(text string) string { return url.PathEscape(text) }
