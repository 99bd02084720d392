package library

import (
	"embed"
	"encoding/json"
	"strings"
	"sync"
)

// The built-in library is read as people write it once, when it is built:
// builtin.json holds all of it as data, so that the program need not read
// Markdown and YAML each time, and known.txt holds the questions alone.
// `go generate ./...` writes both anew.

//go:embed builtin.json
var compiled []byte

//go:embed known.txt
var knownText string

// scenarioFiles are the scenarios as they are written, for reading.
//
//go:embed scenarios/*.md
var scenarioFiles embed.FS

// Builtin is the library that comes with the program. It is read once, at
// its first use, and must not be changed.
var Builtin = sync.OnceValues(func() (*Library, error) {
	l := &Library{}
	if err := json.Unmarshal(compiled, l); err != nil {
		return nil, err
	}
	for i := range l.Scenarios {
		data, err := scenarioFiles.ReadFile("scenarios/" + l.Scenarios[i].ID + ".md")
		if err != nil {
			return nil, err
		}
		l.Scenarios[i].Markdown = string(data)
	}
	return l, nil
})

// known maps the plain questions of the built-in library to scenarios.
var known = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, line := range strings.Split(knownText, "\n") {
		if question, id, ok := strings.Cut(line, "\t"); ok {
			m[question] = id
		}
	}
	return m
})

// Known is the id of the built-in scenario whose question, in one of its
// wordings, this is; marks and capitals don't matter. It costs little, and
// reads nothing else of the library.
func Known(question string) (id string, ok bool) {
	id, ok = known()[Plain(question)]
	return id, ok
}

// compile writes a library as the two generated files.
func compile(l *Library) (data, questions []byte, err error) {
	if data, err = json.Marshal(l); err != nil {
		return nil, nil, err
	}
	var b strings.Builder
	for _, s := range l.Scenarios {
		for _, q := range append([]string{s.Question}, s.Wordings...) {
			b.WriteString(Plain(q) + "\t" + s.ID + "\n")
		}
	}
	return append(data, '\n'), []byte(b.String()), nil
}
