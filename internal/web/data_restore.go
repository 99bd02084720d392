package web

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"

	"rehearse/internal/page"
	"rehearse/internal/store"
)

// dataRestore replaces everything of a person's by a backup. The file is
// read as it arrives, and nothing is changed before all of it was found
// sound.
func (s *Server) dataRestore(w http.ResponseWriter, r *http.Request) error {
	parts, err := r.MultipartReader()
	if err != nil {
		return problem(http.StatusUnsupportedMediaType, "No file arrived. Choose a backup, then send it.", nil)
	}
	file, sure, err := backupPart(parts)
	if err != nil {
		return err
	}
	if !sure {
		return s.restoreRefused(w, r, "Nothing was changed. Tick that the backup may take the place of what is here, then restore it.")
	}
	if file == nil || file.FileName() == "" {
		return s.restoreRefused(w, r, "No file arrived, so nothing was changed. Choose a backup, then restore it.")
	}
	kept := &replaced{keep: s.safety}
	err = s.coach.Store().Restore(r.Context(), s.owner(r), file, kept.before)
	if err != nil && kept.drop != nil {
		kept.drop() // nothing was replaced
	}
	if large := new(http.MaxBytesError); errors.As(err, &large) {
		return large
	}
	if errors.Is(err, store.ErrArchive) || errors.Is(err, store.ErrNewer) {
		return s.restoreRefused(w, r, sentence(err))
	}
	if err != nil {
		return err
	}
	if kept.path != "" {
		return s.seeOther(w, r, "/", "The backup is restored. What was here before is in "+kept.path)
	}
	return s.seeOther(w, r, "/", "The backup is restored.")
}

// replaced is what a restore takes the place of.
type replaced struct {
	keep func(write func(io.Writer) error) (path string, drop func(), err error)
	path string
	drop func()
}

// before keeps a backup of what is there, in the transaction that replaces
// it.
func (k *replaced) before(t *store.Tx) error {
	held, err := t.Counts()
	if err != nil || held == (store.Counts{}) || k.keep == nil {
		return err
	}
	k.path, k.drop, err = k.keep(func(w io.Writer) error { _, err := t.Dump(w); return err })
	if err != nil {
		return problem(http.StatusInsufficientStorage, "Nothing was restored, for what is here could not be backed up first: "+err.Error()+".", err)
	}
	return nil
}

// longestTick is how many bytes of a small field are read.
const longestTick = 16

// backupPart finds the file in a form, and whether the person ticked, before
// it, that they are sure.
func backupPart(parts *multipart.Reader) (file *multipart.Part, sure bool, err error) {
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, sure, nil
		}
		if err != nil {
			return nil, false, brokenForm(err)
		}
		switch part.FormName() {
		case "sure":
			said, err := io.ReadAll(io.LimitReader(part, longestTick))
			if err != nil {
				return nil, false, brokenForm(err)
			}
			sure = string(said) == "yes"
		case "backup":
			return part, sure, nil
		}
	}
}

// brokenForm is what is said of a form that broke off, unless it was too
// large.
func brokenForm(err error) error {
	if large := new(http.MaxBytesError); errors.As(err, &large) {
		return err
	}
	return problem(http.StatusBadRequest, "What was sent did not arrive whole, so nothing was changed. Go back and send it once more.", err)
}

// restoreRefused shows why a backup was not restored.
func (s *Server) restoreRefused(w http.ResponseWriter, r *http.Request, says string) error {
	chosen, err := s.coach.Settings(r.Context(), s.owner(r))
	if err != nil {
		return err
	}
	props := page.SettingsPage{Chosen: chosen, Pace: paceTyped(chosen.Pace), Data: page.DataFacts{Trouble: says}}
	if !builtinRubric(chosen.Rubric) {
		props.Path = chosen.Rubric
	}
	return s.settings(w, r, http.StatusUnprocessableEntity, props)
}
