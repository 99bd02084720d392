package cli

// evaluateCommand is `rehearse evaluate`.
type evaluateCommand struct {
	Dir string `arg:"" help:"Folder of annotated answers, ID.txt with ID.json beside it."`
}

// Run measures.
func (c *evaluateCommand) Run(e *env) error { return nil }
