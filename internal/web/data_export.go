package web

import (
	"archive/zip"
	"io"
	"net/http"
	"time"
)

// dataExport sends all stories as Markdown files in one archive.
func (s *Server) dataExport(w http.ResponseWriter, r *http.Request) error {
	return s.download(w, "application/zip", "rehearse-stories-"+s.coach.Today()+".zip", func(to io.Writer) error {
		z, made := zip.NewWriter(to), time.Now()
		_, err := s.coach.Export(r.Context(), s.owner(r), func(name string, data []byte) error {
			f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: made})
			if err != nil {
				return err
			}
			_, err = f.Write(data)
			return err
		})
		if err != nil {
			return err
		}
		return z.Close()
	})
}
