package coach

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
	"sync"

	"rehearse/internal/library"
	"rehearse/internal/review"
	"rehearse/internal/review/checks"
	"rehearse/internal/review/model"
	"rehearse/internal/rubric"
)

// engines makes one engine for each rubric that is asked for. An engine for
// a rubric in a file is made anew when the file changes.
type engines struct {
	read func(string) ([]byte, error)
	mu   sync.Mutex
	made map[string]*engine
}

// engine is one rubric's engine, with the name that its reviews are kept
// under: the rubric's id and what its contents hash to.
type engine struct {
	engine *review.Engine
	rubric string
	// files are what the rubric was read from, by path; none where it is
	// built in.
	files map[string][sha256.Size]byte
}

// get is the engine of a rubric; an empty ref means the usual one.
func (m *engines) get(ref string) (*engine, error) {
	if ref == "" {
		ref = UsualRubric
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if e, ok := m.made[ref]; ok && m.fresh(e) {
		return e, nil
	}
	e, err := m.make(ref)
	if err != nil {
		return nil, err
	}
	if m.made == nil {
		m.made = map[string]*engine{}
	}
	m.made[ref] = e
	return e, nil
}

// fresh reports whether the files of a rubric are as they were.
func (m *engines) fresh(e *engine) bool {
	for path, sum := range e.files {
		data, err := m.read(path)
		if err != nil || sha256.Sum256(data) != sum {
			return false
		}
	}
	return true
}

func (m *engines) make(ref string) (*engine, error) {
	go model.Default() // reads the weights while the rubric is read
	e := &engine{files: map[string][sha256.Size]byte{}}
	var read func(string) ([]byte, error)
	if m.read != nil {
		read = func(path string) ([]byte, error) {
			data, err := m.read(path)
			if err == nil {
				e.files[path] = sha256.Sum256(data)
			}
			return data, err
		}
	}
	r, err := rubric.Load(ref, read)
	if err != nil {
		return nil, err
	}
	weights, err := model.Default()
	if err != nil {
		return nil, err
	}
	if e.engine, err = checks.NewEngine(r, weights); err != nil {
		return nil, err
	}
	contents, err := json.Marshal(r)
	if err != nil {
		return nil, errors.New("the rubric " + r.ID + " holds a number that can’t be kept; check its thresholds")
	}
	sum := sha256.Sum256(contents)
	e.rubric = r.ID + "@" + hex.EncodeToString(sum[:4])
	return e, nil
}

// readerVersion is raised whenever the checks, the judge, the matcher or the
// digest say other things of the same text than before, so that every story
// is read anew. TestDigestsAreThoseOfThisVersion tells when.
const readerVersion = "6"

// Reader names the version of the reviewer that kept judgements were made
// by: a judgement of any other is made anew.
func Reader() string { return readerName() }

var readerName = sync.OnceValue(func() string {
	return strings.Join([]string{readerVersion, model.Fingerprint(), library.Fingerprint()}, "-")
})
