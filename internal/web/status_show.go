package web

import (
	"net/http"
	"os"
)

// statusShow says who listens here, so that `rehearse doctor` and a second
// `rehearse serve` can tell an open workshop from another program's port.
func (s *Server) statusShow(w http.ResponseWriter, _ *http.Request) error {
	return writeJSON(w, http.StatusOK, Status{Program: ProgramName, Version: s.version, Process: os.Getpid()})
}

// ProgramName is what /status calls the program.
const ProgramName = "rehearse"

// Status is the answer of /status.
type Status struct {
	Program string `json:"program"`
	Version string `json:"version"`
	Process int    `json:"process"`
}
