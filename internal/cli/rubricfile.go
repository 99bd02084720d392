package cli

import (
	"fmt"
	"io"
	"os"
)

// largestRubric is how many bytes a rubric's file may have: many times the
// built-in ones.
const largestRubric = 1 << 20

// readRubricFile reads a rubric's file for the workshop, where its path is typed
// into a page: a device or a pipe would never come to its end.
func readRubricFile(path string) ([]byte, error) {
	// Asked before it is opened: opening a pipe waits for who writes to it.
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no file; give the path of a rubric", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, largestRubric+1))
	if err == nil && len(data) > largestRubric {
		err = fmt.Errorf("%s is larger than the %d MB that a rubric may have", path, largestRubric>>20)
	}
	return data, err
}
