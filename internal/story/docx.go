package story

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// What a Word document may unpack to, in bytes, and how many files it may
// hold. The sizes that an archive declares are not trusted: every part is
// counted while it is read.
const (
	maxUnpacked = 64 << 20
	maxPart     = 32 << 20
	maxEntries  = 2000
)

// archive is a Word document with what is left of its limit.
type archive struct {
	name  string
	files map[string]*zip.File
	left  int64
}

// importDocument reads a Word document.
func importDocument(name string, data []byte) (*Imported, error) {
	a, err := openArchive(name, data)
	if err != nil {
		return nil, err
	}
	main := a.mainPart()
	if a.files[main] == nil {
		return nil, a.failed("this archive holds no Word document; unpack it and import what is in it, or save the text as .docx")
	}
	r := &docxReader{styles: docxStyles{}}
	if part := path.Join(path.Dir(main), "styles.xml"); a.files[part] != nil {
		text, err := a.part(part)
		if err != nil {
			return nil, err
		}
		if r.styles, err = readStyles(text); err != nil {
			return nil, a.damaged(part, err)
		}
	}
	text, err := a.part(main)
	if err != nil {
		return nil, err
	}
	if err := r.read(text); err != nil {
		return nil, a.damaged(main, err)
	}
	if r.out.full() {
		return nil, tooLong(name)
	}
	out, err := importBlocks(name, FormDOCX, r.finish())
	if err != nil {
		return nil, err
	}
	out.Doubts = append(r.doubts, out.Doubts...)
	return out, nil
}

func (a *archive) failed(message string) error { return &Error{a.name, 1, 1, message} }

// damaged says which part can't be read, and why.
func (a *archive) damaged(part string, err error) error {
	var own *Error
	if errors.As(err, &own) {
		return err
	}
	return a.failed(fmt.Sprintf("this Word document is damaged (%s: %s); open it in a word processor and save it again",
		part, clip(err.Error())))
}

// openArchive looks at the list of files in an archive.
func openArchive(name string, data []byte) (*archive, error) {
	a := &archive{name: name, files: map[string]*zip.File{}, left: maxUnpacked}
	// The list itself takes memory, so its entries are counted first; what
	// is stored inside may look like a few more.
	tooMany := fmt.Sprintf("this document holds more than %d files, as no document does; save it again in a word processor", maxEntries)
	if bytes.Count(data, []byte("PK\x01\x02")) > 10*maxEntries {
		return nil, a.failed(tooMany)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, a.failed("this Word document is damaged or cut short; open it in a word processor and save it again")
	}
	if len(z.File) > maxEntries {
		return nil, a.failed(tooMany)
	}
	declared := uint64(0)
	for _, f := range z.File {
		declared += min(f.UncompressedSize64, 2*maxUnpacked)
		part := strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")
		if a.files[part] == nil {
			a.files[part] = f
		}
	}
	if declared > maxUnpacked {
		return nil, a.failed(fmt.Sprintf("this document unpacks to more than %d MB; take pictures and other files out of it and save it again", maxUnpacked>>20))
	}
	return a, nil
}

// part unpacks one file, within the limits.
func (a *archive) part(name string) ([]byte, error) {
	f, err := a.files[name].Open()
	if err != nil {
		return nil, a.damaged(name, err)
	}
	defer f.Close()
	limit := min(a.left, maxPart)
	text, err := io.ReadAll(io.LimitReader(f, limit+1))
	if int64(len(text)) > limit {
		return nil, a.failed(fmt.Sprintf("%s unpacks to more than %d MB, as no document of stories does; cut it into several", name, limit>>20))
	}
	if err != nil {
		return nil, a.damaged(name, err)
	}
	a.left -= int64(len(text))
	return text, nil
}

// mainPart is the name of the part that holds the text.
func (a *archive) mainPart() string {
	const usual = "word/document.xml"
	if a.files["_rels/.rels"] == nil {
		return usual
	}
	text, err := a.part("_rels/.rels")
	if err != nil {
		return usual
	}
	var rels struct {
		Relationship []struct {
			Type   string `xml:",attr"`
			Target string `xml:",attr"`
		}
	}
	if err := xml.Unmarshal(text, &rels); err != nil {
		return usual
	}
	for _, r := range rels.Relationship {
		part := strings.TrimPrefix(path.Clean("/"+r.Target), "/")
		if strings.HasSuffix(r.Type, "/officeDocument") && strings.HasSuffix(part, ".xml") && a.files[part] != nil && strings.HasPrefix(part, "word/") {
			return part
		}
	}
	return usual
}

// docxStyle is what we need to know of a style of paragraphs.
type docxStyle struct {
	level  int // of a heading, from 1; 0 where it says nothing
	title  bool
	item   bool
	parent string
	depth  int
	plain  bool // said to be body text
}

// docxStyles are the styles by id.
type docxStyles map[string]docxStyle

// of follows a style to what it is based on.
func (s docxStyles) of(id string) docxStyle {
	out := docxStyle{}
	for range 20 {
		st, ok := s[id]
		if !ok {
			if out.level == 0 && !out.title {
				out.level, out.title = headingName(id)
			}
			return out
		}
		out.item = out.item || st.item
		out.depth = max(out.depth, st.depth)
		if st.title || st.level > 0 || st.plain {
			out.title, out.level, out.plain = st.title, st.level, st.plain
			return out
		}
		id = st.parent
	}
	return out
}

// headingName reads "heading 1" or "Title", the names that Word uses inside
// in every language.
func headingName(name string) (level int, title bool) {
	name = strings.ToLower(strings.ReplaceAll(name, " ", ""))
	if name == "title" {
		return 0, true
	}
	if n, ok := strings.CutPrefix(name, "heading"); ok && len(n) == 1 && n[0] >= '1' && n[0] <= '9' {
		return int(n[0] - '0'), false
	}
	return 0, false
}

// readStyles reads styles.xml.
func readStyles(data []byte) (docxStyles, error) {
	var sheet struct {
		Style []struct {
			ID   string `xml:"styleId,attr"`
			Kind string `xml:"type,attr"`
			Name struct {
				Val string `xml:"val,attr"`
			} `xml:"name"`
			BasedOn struct {
				Val string `xml:"val,attr"`
			} `xml:"basedOn"`
			PPr struct {
				Outline *struct {
					Val int `xml:"val,attr"`
				} `xml:"outlineLvl"`
				Num *struct {
					Level struct {
						Val int `xml:"val,attr"`
					} `xml:"ilvl"`
				} `xml:"numPr"`
			} `xml:"pPr"`
		} `xml:"style"`
	}
	if err := shallow(data); err != nil {
		return nil, err
	}
	if err := xml.Unmarshal(data, &sheet); err != nil {
		return nil, err
	}
	out := docxStyles{}
	for _, s := range sheet.Style {
		if s.Kind != "" && s.Kind != "paragraph" {
			continue
		}
		st := docxStyle{parent: s.BasedOn.Val}
		st.level, st.title = headingName(s.Name.Val)
		if o := s.PPr.Outline; o != nil && !st.title && st.level == 0 {
			if st.plain = o.Val > 8 || o.Val < 0; !st.plain {
				st.level = o.Val + 1
			}
		}
		if n := s.PPr.Num; n != nil {
			st.item, st.depth = true, min(max(n.Level.Val, 0), 8)
		}
		out[s.ID] = st
	}
	return out, nil
}
