package cli

import (
	"context"
	"fmt"
	"os"

	"rehearse/internal/coach"
	"rehearse/internal/store"
	"rehearse/internal/story"
)

// intoStore imports files into the person's own stories.
func (c *importCommand) intoStore(e *env, names []string) (all tally, failed []error) {
	ctx := context.Background()
	s, err := c.At.open(ctx)
	if err != nil {
		return all, []error{err}
	}
	defer s.Close()
	mind, err := coach.New(s, coach.Options{ReadFile: os.ReadFile})
	if err != nil {
		return all, []error{err}
	}
	var files []coach.File
	size := 0
	flush := func() {
		if len(files) == 0 {
			return
		}
		n, err := arrive(ctx, e, mind, files)
		all.add(n)
		failed = append(failed, err...)
		files, size = nil, 0
	}
	for _, name := range names {
		data, err := read(e, name)
		if err != nil {
			failed = append(failed, err)
			continue
		}
		if len(files) == coach.MostFiles || size+len(data) > coach.MostImport {
			flush()
		}
		files, size = append(files, coach.File{Name: shownName(name), Data: data}), size+len(data)
	}
	flush()
	return all, failed
}

// arrive takes in some files and says what became of each.
func arrive(ctx context.Context, e *env, mind *coach.Coach, files []coach.File) (all tally, failed []error) {
	arrivals, err := mind.Import(ctx, store.Local, files)
	if err != nil {
		failed = append(failed, err)
	}
	for _, a := range arrivals {
		if a.Err != nil {
			failed = append(failed, a.Err)
		}
		for _, x := range a.Stories {
			fmt.Fprintln(e.out, clean(a.Name+"  "+firstOf(x.Title, x.Question)))
		}
		all.add(tally{len(a.Stories), len(a.Twice)})
		for _, note := range append(a.Twice[:len(a.Twice):len(a.Twice)], a.Notes...) {
			e.complain(fmt.Errorf("%s: %s", a.Name, note))
		}
		if a.Unplaced > 0 {
			e.complain(fmt.Errorf("%s: %s to no story and left out; --dry-run lists them", a.Name, countOf(a.Unplaced, "line belongs", "lines belong")))
		}
		if a.Doubts > 0 {
			e.complain(fmt.Errorf("%s: %s damaged; --dry-run lists them", a.Name, countOf(a.Doubts, "place looks", "places look")))
		}
	}
	return all, failed
}

// listOnly says which stories a file holds, and writes nothing.
func (c *importCommand) listOnly(e *env, name string) (n tally, err error) {
	data, err := read(e, name)
	if err != nil {
		return n, err
	}
	found, err := story.Import(shownName(name), data)
	if err != nil {
		return n, err
	}
	if len(found.Stories) == 0 {
		return n, fmt.Errorf("%s: no story found in this file", shownName(name))
	}
	for _, d := range found.Stories {
		fmt.Fprintln(e.out, clean(shownName(name)+"  "+firstOf(d.Title, d.Question)))
	}
	for _, u := range found.Unplaced {
		e.complain(fmt.Errorf("%s:%d: belongs to no story, left out: %s", shownName(name), u.Line, quoted(u.Text, 60)))
	}
	for _, d := range found.Doubts {
		e.complain(fmt.Errorf("%s:%d: please look: %s %s", shownName(name), d.Line, d.Message, quoted(d.Text, 60)))
	}
	return tally{added: len(found.Stories)}, nil
}
