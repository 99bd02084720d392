package prose

import (
	_ "embed"
	"strings"
)

//go:embed names.txt
var nameText string

var names = func() map[string]bool {
	m := map[string]bool{}
	for _, line := range strings.Split(nameText, "\n") {
		if !strings.HasPrefix(line, "#") {
			for _, name := range strings.Fields(line) {
				m[name] = true
			}
		}
	}
	return m
}()

// IsName reports whether a word in lower case is one of the names that end as
// deeds, manners or plurals do: "ahmed", "emily", "leeds". Where a text has
// capitals, they tell more.
func IsName(norm string) bool { return names[norm] }
