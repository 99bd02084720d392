package story

import (
	"bytes"
	"regexp"
	"strings"
)

// foreign are the beginnings of files that hold text which we can't read,
// with what to do.
var foreign = []struct{ begins, what string }{
	{"%PDF-", "this is a PDF file; copy its text into a text file, or save the original as .docx"},
	{"{\\rtf", "this is a rich text file; save it as .docx, .html or plain text"},
	{"\xd0\xcf\x11\xe0", "this is an old Word file, or one with a password; save it as .docx without a password"},
}

// ending is the ending of a file's name in lower case, without the point.
func ending(name string) string {
	i := strings.LastIndexByte(name, '.')
	if i < 0 || strings.ContainsAny(name[i:], `/\`) {
		return ""
	}
	return strings.ToLower(name[i+1:])
}

// isZip reports whether data begins as a ZIP archive, which a .docx is.
func isZip(data []byte) bool {
	return bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06"))
}

var (
	pageStart = regexp.MustCompile(`(?i)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])`)
	anyTag    = regexp.MustCompile(`(?i)<(?:p|div|h[1-6]|table|ul|ol|br|body|span|section|article|main|pre)[\s/>]`)
	firstTag  = regexp.MustCompile(`(?i)^\s*<(?:p|div|h[1-6]|table|ul|ol|section|article|main|meta|title|style)[\s>]`)
)

// isPage reports whether data is HTML: it says so, or is named so and has
// tags, or begins with one and is not named as plain text.
func isPage(name string, data []byte) bool {
	head := data[:min(len(data), 64<<10)]
	if text, ok := fromUTF16(head); ok {
		head = []byte(text)
	}
	head = bytes.TrimPrefix(head, []byte(bom))
	if pageStart.Match(head) {
		return true
	}
	switch ending(name) {
	case "html", "htm", "xhtml":
		return anyTag.Match(head)
	case "md", "markdown", "txt", "csv", "tsv":
		return false
	}
	return firstTag.Match(head) && bytes.Contains(head, []byte("</"))
}

// namedTable reports whether a file's name promises a table.
func namedTable(name string) bool {
	switch ending(name) {
	case "csv", "tsv", "tab":
		return true
	}
	return false
}
