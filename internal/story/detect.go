package story

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"
)

// foreign are the beginnings of files that hold text which we can't read,
// with what to do.
var foreign = []struct{ begins, what string }{
	{"%PDF-", "this is a PDF file; copy its text into a text file, or save the original as .docx"},
	{"{\\rtf", "this is a rich text file; save it as .docx, .html or plain text"},
	{"\xd0\xcf\x11\xe0", "this is an old Word file, or one with a password; save it as .docx without a password"},
}

// readable ends what is said of a file that holds no text.
const readable = "Rehearse reads Markdown, plain text, CSV, Word and HTML"

// strange are the beginnings of files that hold no text, with what they are.
var strange = []struct{ begins, what string }{
	{"\x89PNG\r\n", "picture"}, {"\xff\xd8\xff", "picture"}, {"GIF87a", "picture"}, {"GIF89a", "picture"}, {"BM", "picture"},
	{"II*\x00", "picture"}, {"MM\x00*", "picture"}, {"\x00\x00\x01\x00", "picture"},
	{"ID3", "recording"}, {"OggS", "recording"}, {"fLaC", "recording"}, {"\xff\xfb", "recording"}, {"\x1aE\xdf\xa3", "film"},
	{"\x7fELF", "program"}, {"MZ", "program"}, {"\xcf\xfa\xed\xfe", "program"},
	{"\x1f\x8b", "packed file"}, {"7z\xbc\xaf", "packed file"}, {"Rar!", "packed file"},
	{"SQLite format 3\x00", "database"},
}

// whatStrange says what a file is that holds no text, or is empty. A
// beginning of letters alone could be that of a text, so a zero byte must be
// near it.
func whatStrange(data []byte) string {
	head := data[:min(len(data), 4096)]
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return "" // text in UTF-16
	}
	zero := bytes.IndexByte(head, 0) >= 0
	for _, f := range strange {
		if bytes.HasPrefix(head, []byte(f.begins)) && (zero || !utf8.Valid(head[:min(len(head), 16)])) {
			return f.what
		}
	}
	if !zero {
		return ""
	}
	if len(head) > 12 && bytes.HasPrefix(head, []byte("RIFF")) {
		if string(head[8:12]) == "WEBP" {
			return "picture"
		}
		return "recording"
	}
	if len(head) > 12 && string(head[4:8]) == "ftyp" {
		switch string(head[8:11]) {
		case "hei", "avi", "mif":
			return "picture"
		}
		return "film"
	}
	return ""
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
