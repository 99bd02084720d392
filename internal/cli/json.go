package cli

import (
	"bufio"
	"encoding/json"
)

// jsonPrinter prints one review a line, as docs/architecture.md describes.
type jsonPrinter struct{ enc *json.Encoder }

func newJSONPrinter(out *bufio.Writer) *jsonPrinter {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return &jsonPrinter{enc}
}

func (p *jsonPrinter) begin() error          { return nil }
func (p *jsonPrinter) print(o outcome) error { return p.enc.Encode(o.review) }
func (p *jsonPrinter) end([]error) error     { return nil }
