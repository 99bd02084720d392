package story

import "strings"

// principleIDs gives the ids of Amazon's sixteen leadership principles, by
// name in lower case without punctuation.
var principleIDs = map[string]string{
	"customer obsession":                           "customer-obsession",
	"ownership":                                    "ownership",
	"invent and simplify":                          "invent-and-simplify",
	"are right a lot":                              "are-right-a-lot",
	"learn and be curious":                         "learn-and-be-curious",
	"hire and develop the best":                    "hire-and-develop-the-best",
	"insist on the highest standards":              "insist-on-the-highest-standards",
	"insist on highest standards":                  "insist-on-the-highest-standards",
	"think big":                                    "think-big",
	"bias for action":                              "bias-for-action",
	"frugality":                                    "frugality",
	"earn trust":                                   "earn-trust",
	"dive deep":                                    "dive-deep",
	"have backbone disagree and commit":            "have-backbone-disagree-and-commit",
	"have backbone":                                "have-backbone-disagree-and-commit",
	"disagree and commit":                          "have-backbone-disagree-and-commit",
	"deliver results":                              "deliver-results",
	"strive to be earths best employer":            "strive-to-be-earths-best-employer",
	"success and scale bring broad responsibility": "success-and-scale-bring-broad-responsibility",
}

// principleID is the id of a principle by its name or id, or "".
func principleID(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z':
			b.WriteRune(r)
		case r == ' ' || r == '-':
			b.WriteByte(' ')
		case r == '&':
			b.WriteString("and")
		}
	}
	return principleIDs[oneLine(b.String())]
}

// namedPrinciples are the ids of the principles that the points of a list
// begin with: "Dive Deep: read every ticket".
func namedPrinciples(text string) []string {
	var ids []string
	for _, item := range listItems(text) {
		name := item
		for _, sep := range []string{":", " - ", " – ", " — "} {
			name, _, _ = strings.Cut(name, sep)
		}
		if id := principleID(name); id != "" {
			ids = addNew(ids, id)
			continue
		}
		for _, part := range strings.Split(item, ",") {
			if id := principleID(part); id != "" {
				ids = addNew(ids, id)
			}
		}
	}
	return ids
}

func addNew(list []string, s string) []string {
	for _, have := range list {
		if have == s {
			return list
		}
	}
	return append(list, s)
}
