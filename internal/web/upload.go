package web

import (
	"fmt"
	"io"
	"net/http"

	"rehearse/internal/coach"
)

// mostFiles is how many files one form may bring.
const mostFiles = 200

// uploads reads the files of a form's field. Their names are as the browser
// sent them, for showing only.
func uploads(r *http.Request, field string) ([]coach.File, error) {
	if r.MultipartForm == nil {
		return nil, problem(http.StatusBadRequest, "No file arrived. Choose one or more files, then send them.", nil)
	}
	heads := r.MultipartForm.File[field]
	if len(heads) > mostFiles {
		return nil, problem(http.StatusRequestEntityTooLarge, fmt.Sprintf("These are %d files; %d can be taken in at once. Nothing was changed; send them in parts.", len(heads), mostFiles), nil)
	}
	all := make([]coach.File, 0, len(heads))
	for _, h := range heads {
		f, err := h.Open()
		if err != nil {
			return nil, problem(http.StatusBadRequest, "A file did not arrive whole. Nothing was changed; send it once more.", err)
		}
		data, err := io.ReadAll(f)
		f.Close()
		if err != nil {
			return nil, problem(http.StatusBadRequest, "A file did not arrive whole. Nothing was changed; send it once more.", err)
		}
		all = append(all, coach.File{Name: h.Filename, Data: data})
	}
	return all, nil
}
