package cli

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// writeDocument writes a Word document of headings and paragraphs.
func writeDocument(t *testing.T, name string, paragraphs ...[2]string) {
	t.Helper()
	var body strings.Builder
	for _, p := range paragraphs {
		body.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + p[0] + `"/></w:pPr><w:r><w:t>` + p[1] + `</w:t></w:r></w:p>`)
	}
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	f, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.Write([]byte(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body.String() + `</w:body></w:document>`))
	if err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, buf.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestImportDocument(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	writeDocument(t, filepath.Join(dir, "bank.docx"), [2]string{"Heading1", "My stories"}, [2]string{"", "Pick one."},
		[2]string{"Heading2", "The ferry"}, [2]string{"Heading3", "Situation"}, [2]string{"", "We waited."}, [2]string{"Heading3", "Result"}, [2]string{"", "We left."})
	if err := os.WriteFile(filepath.Join(dir, "~$bank.docx"), []byte("locked"), 0o600); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	if code := Main([]string{"import", dir, "--out", out}, nil, &stdout, &stderr); code != ExitOK {
		t.Fatalf("exit %d: %s", code, stderr.String())
	}
	if !strings.Contains(stderr.String(), `bank.docx: paragraph 2: belongs to no story, left out: “Pick one.”`) {
		t.Errorf("the paragraph left out is not told: %s", stderr.String())
	}
	got, err := os.ReadFile(filepath.Join(out, "the-ferry.md"))
	if err != nil || !strings.Contains(string(got), "## Situation\n\nWe waited.\n\n## Result\n\nWe left.\n") {
		t.Errorf("%v\n%s", err, got)
	}
}
