package coach

import "rehearse/internal/store"

// CleanStory lets tests put a story into the form in which it is kept.
func CleanStory(s store.Story) (store.Story, error) { return cleanStory(s) }
