package match

import (
	"slices"
	"sync"

	"rehearse/internal/prose"
	"rehearse/internal/quantity"
	"rehearse/internal/review/model"
)

// Shelf makes sets of stories that change one at a time: a story is read
// again only after its words have changed. It is safe for concurrent use.
type Shelf struct {
	reader
	mu   sync.Mutex
	read map[string]shelved
}

// shelved is a story with what was read of it.
type shelved struct {
	story   Story
	profile profile
	words   []stemCount
}

// stemCount is how much a story uses a stem.
type stemCount struct {
	stem  string
	count float64
}

// NewShelf makes a shelf with nothing on it.
func NewShelf(m *model.Model) *Shelf {
	return &Shelf{reader: reader{m, builtinThemes()}, read: map[string]shelved{}}
}

// Set is the set of exactly these stories, whose names must differ. What was
// read of others before is let go. The set ranks; it can't tell which of its
// stories are the same.
func (h *Shelf) Set(stories []Story) *Set {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := &Set{reader: h.reader, stories: make([]profile, len(stories)), entries: map[string][]posting{}}
	now := make(map[string]shelved, len(stories))
	for i, x := range stories {
		known, ok := h.read[x.Name]
		if !ok || known.story.Text != x.Text || known.story.Title != x.Title || !slices.Equal(known.story.Questions, x.Questions) {
			known = h.shelve(x, known)
		}
		known.story = x
		now[x.Name] = known
		for _, w := range known.words {
			s.entries[w.stem] = append(s.entries[w.stem], posting{i, w.count})
		}
		s.stories[i] = known.profile
		s.usual += known.profile.length / float64(len(stories))
	}
	h.read = now
	return s
}

// shelve reads a story. What it speaks of is taken from before where its
// text is the same, for that takes the most time.
func (h *Shelf) shelve(x Story, before shelved) shelved {
	p := profile{name: x.Name, likely: before.profile.likely, asked: h.askedAll(x.Questions)}
	if p.likely == nil || before.story.Text != x.Text {
		text := prose.Read(x.Text)
		p.likely = h.about(x.Text, model.Answer{Text: text, Quantities: quantity.Find(text)})
	}
	alone := &Set{entries: map[string][]posting{}}
	alone.index(0, &p, x)
	out := shelved{profile: p}
	for stem, found := range alone.entries {
		out.words = append(out.words, stemCount{stem, found[0].count})
	}
	return out
}
