package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The laws of the house, each with its reason. docs/architecture.md draws
// the house; a law that forbids too much is changed here, in the open, and
// not worked around.

// floors is the house from the top down. A package may import what lies on a
// lower floor only, so that a change below never needs to know who lives
// above. A room that is not built yet keeps its place.
var floors = [][]string{
	{"."},
	{"internal/cli"},
	{"internal/web/load"},
	{"internal/web"},
	{"internal/page", "internal/lsp", "internal/mcp"},
	{"internal/jobs"},
	{"internal/coach"},
	{"internal/store/storetest"},
	{"internal/store"},
	{"internal/loop"},
	{"internal/delivery"},
	{"internal/transcribe", "internal/llm"},
	{"internal/match"},
	{"internal/library"},
	{"internal/review/reviewtest", "internal/review/measure"},
	{"internal/review/checks"},
	{"internal/review/model/learn", "internal/review/model/vectors"},
	{"internal/review/model"},
	{"internal/review"},
	{"internal/rubric", "internal/story"},
	{"internal/quantity", "corpus"},
	{"internal/prose", "internal/web/webtest"},
}

// pure are the rooms that compute and do nothing else.
var pure = []string{
	"internal/loop", "internal/delivery", "internal/match", "internal/library", "internal/review",
	"internal/rubric", "internal/story", "internal/quantity", "internal/prose",
}

// The longest a file and a function may be, in lines.
const (
	longestFile     = 500
	longestFunction = 90
)

// source is one Go file of the tree.
type source struct {
	path      string
	tree      *ast.File
	lines     int
	test      bool
	generated bool
}

// dir is the folder of the file: its package's place in the house.
func (s *source) dir() string { return path.Dir(s.path) }

// imports are the paths that the file imports.
func (s *source) imports() []string {
	var all []string
	for _, i := range s.tree.Imports {
		all = append(all, strings.Trim(i.Path.Value, `"`))
	}
	return all
}

var positions = token.NewFileSet()

// sources reads every Go file of the tree. It fails where it finds so few
// that a law over them would prove nothing.
func sources(t *testing.T) []*source {
	t.Helper()
	var all []*source
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch base := d.Name(); {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (strings.HasPrefix(base, ".") || base == "testdata"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(base, ".go"):
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		tree, err := parser.ParseFile(positions, name, data, parser.ParseComments)
		if err != nil {
			return err
		}
		all = append(all, &source{
			path: filepath.ToSlash(name), tree: tree, lines: strings.Count(string(data), "\n"),
			test: strings.HasSuffix(name, "_test.go"), generated: ast.IsGenerated(tree),
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(byPackage(all)); n < 8 || len(all) < 50 {
		t.Fatalf("only %d packages and %d files were seen: these laws would judge nothing", n, len(all))
	}
	return all
}

// byPackage groups the files that are not tests by their folder.
func byPackage(all []*source) map[string][]*source {
	packages := map[string][]*source{}
	for _, s := range all {
		if !s.test {
			packages[s.dir()] = append(packages[s.dir()], s)
		}
	}
	return packages
}

// floorOf is the number of the floor of a package, counted from the top, or
// -1.
func floorOf(dir string) int {
	return slices.IndexFunc(floors, func(rooms []string) bool { return slices.Contains(rooms, dir) })
}

// within reports whether a package is one of some rooms or lies inside one.
func within(dir string, rooms []string) bool {
	return slices.ContainsFunc(rooms, func(r string) bool { return dir == r || strings.HasPrefix(dir, r+"/") })
}

func TestLawEveryPackageSaysWhatItIs(t *testing.T) {
	for dir, files := range byPackage(sources(t)) {
		said := slices.ContainsFunc(files, func(s *source) bool { return s.tree.Doc != nil })
		if !said {
			t.Errorf("%s has no package comment: a newcomer learns there what the room is for", dir)
		}
	}
}

func TestLawImportsPointDown(t *testing.T) {
	seen := 0
	for dir, files := range byPackage(sources(t)) {
		from := floorOf(dir)
		if from < 0 {
			t.Errorf("%s has no floor: say in laws_test.go what it may build on", dir)
			continue
		}
		for _, s := range files {
			for _, i := range s.imports() {
				room, ours := strings.CutPrefix(i, "rehearse/")
				if !ours {
					continue
				}
				seen++
				if to := floorOf(room); to <= from {
					t.Errorf("%s imports %s, which is not on a lower floor: what lies below must not need what lies above", s.path, room)
				}
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d imports between rooms were seen: this law judged nothing", seen)
	}
}

// restricted says which rooms may import what, and why no other may.
var restricted = []struct {
	pattern *regexp.Regexp
	rooms   []string
	reason  string
}{
	{regexp.MustCompile(`^net(/http.*)?$`), []string{"internal/web", "internal/mcp", "internal/lsp", "internal/llm", "internal/transcribe", "internal/cli"},
		"stories are private: a reader must be able to see at once which code could send anything anywhere"},
	{regexp.MustCompile(`^database/sql`), []string{"internal/store", "internal/jobs"},
		"one memory: SQL in two places grows apart"},
	{regexp.MustCompile(`^github\.com/a-h/templ`), []string{"internal/page", "internal/web"},
		"the mind must not know how it is shown"},
	{regexp.MustCompile(`^github\.com/alecthomas/kong`), []string{"internal/cli"},
		"flags are read once, at the edge"},
	{regexp.MustCompile(`^os/exec$`), []string{"internal/transcribe", "internal/cli", "internal/store/storetest", "internal/web/webtest", "internal/web/load"},
		"no other program is started but a recogniser that the user named, and the pager that long texts are read in; tests and measurements start what they test against"},
	{regexp.MustCompile(`^(C|plugin|unsafe)$`), nil,
		"the binary is plain Go, built anywhere by go build alone"},
}

func TestLawSomeImportsHaveTheirRooms(t *testing.T) {
	found := map[string]bool{}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		for _, i := range s.imports() {
			for _, law := range restricted {
				if !law.pattern.MatchString(i) {
					continue
				}
				found[i] = true
				if !within(s.dir(), law.rooms) {
					t.Errorf("%s imports %s, which only %v may: %s", s.path, i, law.rooms, law.reason)
				}
			}
		}
	}
	if !found["github.com/alecthomas/kong"] {
		t.Error("not even kong in cli was seen: this law judged nothing")
	}
}

// worldly are the imports by which a pure room would see the world. Of
// path/filepath, only what reads the disk is forbidden; of runtime, training
// may ask how many processors there are, for its result does not depend on it.
var (
	worldly     = regexp.MustCompile(`^(time|os|os/.*|net|net/.*|math/rand.*|crypto/rand|syscall|log|log/.*|flag|runtime/.*)$`)
	diskReading = []string{"Abs", "EvalSymlinks", "Glob", "Walk", "WalkDir"}
)

func TestLawPureRoomsSeeNothingOfTheWorld(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range sources(t) {
		// reviewtest is imported by tests only, and reads their fixtures.
		if s.test || !within(s.dir(), pure) || s.tree.Name.Name == "main" || s.tree.Name.Name == "reviewtest" {
			continue
		}
		seen[s.dir()] = true
		for _, i := range s.imports() {
			if worldly.MatchString(i) {
				t.Errorf("%s imports %s: the same answer must get the same review on every machine, on every day", s.path, i)
			}
		}
		ast.Inspect(s.tree, func(n ast.Node) bool {
			if x, ok := n.(*ast.SelectorExpr); ok && slices.Contains(diskReading, x.Sel.Name) {
				if room, ok := x.X.(*ast.Ident); ok && room.Name == "filepath" {
					t.Errorf("%s calls filepath.%s: a pure room is given its files as bytes", s.path, x.Sel.Name)
				}
			}
			return true
		})
	}
	if len(seen) < 5 {
		t.Errorf("only %d pure rooms were seen: this law judged nothing", len(seen))
	}
}

// forTests are rooms that tests alone may enter.
var forTests = []string{"internal/review/reviewtest", "internal/store/storetest", "internal/web/webtest"}

func TestLawReviewDoesNotKnowTheLibrary(t *testing.T) {
	for _, s := range sources(t) {
		if within(s.dir(), []string{"internal/review"}) && slices.Contains(s.imports(), "rehearse/internal/library") {
			t.Errorf("%s imports the library: what a scenario listens for reaches the review as data, so that any question can be reviewed", s.path)
		}
		for _, room := range forTests {
			if !s.test && s.dir() != room && slices.Contains(s.imports(), "rehearse/"+room) {
				t.Errorf("%s imports %s: what serves tests must not be part of the program", s.path, room)
			}
		}
	}
}

func TestLawNamesSayWhatIsInside(t *testing.T) {
	vague := []string{"util", "utils", "common", "helper", "helpers", "shared", "types", "core", "misc", "base"}
	for dir, files := range byPackage(sources(t)) {
		name := files[0].tree.Name.Name
		if slices.Contains(vague, name) || slices.Contains(vague, path.Base(dir)) || strings.HasSuffix(name, "util") {
			t.Errorf("%s is named %s: a name that fits anything gathers everything", dir, name)
		}
	}
}

func TestLawFilesAndFunctionsStayShort(t *testing.T) {
	functions := 0
	for _, s := range sources(t) {
		if s.generated {
			continue
		}
		if s.lines > longestFile {
			t.Errorf("%s has %d lines, more than %d: nobody reads it whole before changing it", s.path, s.lines, longestFile)
		}
		for _, d := range s.tree.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			functions++
			if n := lines(f); n > longestFunction {
				t.Errorf("%s: %s has %d lines, more than %d: it does more than its name says", s.path, f.Name.Name, n, longestFunction)
			}
		}
	}
	if functions < 200 {
		t.Errorf("only %d functions were seen: this law judged nothing", functions)
	}
}

// lines is how many lines a node takes.
func lines(n ast.Node) int {
	return positions.Position(n.End()).Line - positions.Position(n.Pos()).Line + 1
}

func TestLawWhatIsExportedIsExplained(t *testing.T) {
	seen := 0
	for _, s := range sources(t) {
		if s.test || s.generated {
			continue
		}
		for _, d := range s.tree.Decls {
			for _, x := range exported(d) {
				seen++
				switch doc := strings.TrimSpace(x.doc.Text()); {
				case doc == "":
					t.Errorf("%s: %s has no comment: who may use it must learn what it promises", s.path, x.name)
				case x.named && !strings.HasPrefix(doc, x.name+" "):
					t.Errorf("%s: the comment of %s does not begin with its name, so that go doc reads oddly", s.path, x.name)
				}
			}
		}
	}
	if seen < 150 {
		t.Errorf("only %d exported names were seen: this law judged nothing", seen)
	}
}

// declared is one exported name with its comment. Named is set where the
// comment should begin with the name.
type declared struct {
	name  string
	doc   *ast.CommentGroup
	named bool
}

// exported lists the exported names of a declaration. One comment may serve
// a group of constants or variables; methods of unexported types are not
// seen from outside.
func exported(d ast.Decl) []declared {
	var all []declared
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && (d.Recv == nil || ast.IsExported(receiver(d))) {
			all = append(all, declared{d.Name.Name, d.Doc, d.Recv == nil})
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				if spec.Name.IsExported() {
					all = append(all, declared{spec.Name.Name, firstComment(spec.Doc, d.Doc), true})
				}
			case *ast.ValueSpec:
				for _, n := range spec.Names {
					if n.IsExported() {
						all = append(all, declared{n.Name, firstComment(spec.Doc, spec.Comment, d.Doc), false})
					}
				}
			}
		}
	}
	return all
}

// receiver is the name of the type that a method belongs to.
func receiver(f *ast.FuncDecl) string {
	x := f.Recv.List[0].Type
	for {
		switch y := x.(type) {
		case *ast.StarExpr:
			x = y.X
		case *ast.IndexExpr:
			x = y.X
		case *ast.Ident:
			return y.Name
		default:
			return ""
		}
	}
}

func firstComment(groups ...*ast.CommentGroup) *ast.CommentGroup {
	for _, g := range groups {
		if g != nil {
			return g
		}
	}
	return nil
}

func TestLawNothingHappensAtImport(t *testing.T) {
	for _, s := range sources(t) {
		for _, d := range s.tree.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && !s.test && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s has an init function: what is registered by an import can't be found by reading", s.path)
			}
		}
	}
}

func TestLawMainOnlyCallsCLI(t *testing.T) {
	files := byPackage(sources(t))["."]
	if len(files) != 1 {
		t.Fatalf("the root has %d files of the program, not main.go alone", len(files))
	}
	for _, d := range files[0].tree.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && (f.Name.Name != "main" || len(f.Body.List) != 1) {
			t.Errorf("main.go does more than to call cli.Main: what stands here can't be tested as a value")
		}
	}
}

func TestLawEveryDependencyWasDecidedOn(t *testing.T) {
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	decisions := decisionTexts(t)
	required := regexp.MustCompile(`(?m)^(?:require|tool)?\s+([a-z0-9.-]+\.[a-z]+/\S+)(?: v\S+)?$`).FindAllStringSubmatch(string(mod), -1)
	if len(required) < 3 {
		t.Fatalf("only %d dependencies were seen in go.mod: this law judged nothing", len(required))
	}
	for _, r := range required {
		if !strings.Contains(decisions, r[1]) {
			t.Errorf("%s is in go.mod and in no file of docs/decisions: every dependency is code that we answer for", r[1])
		}
	}
}

// decisionTexts are all decisions as one text.
func decisionTexts(t *testing.T) string {
	names, err := filepath.Glob("docs/decisions/*.md")
	if err != nil || len(names) == 0 {
		t.Fatalf("no decisions were found (%v)", err)
	}
	var all strings.Builder
	for _, name := range names {
		if !regexp.MustCompile(`^\d{4}-[a-z0-9-]+\.md$`).MatchString(filepath.Base(name)) {
			t.Errorf("%s is not named NNNN-what.md", name)
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	return all.String()
}
