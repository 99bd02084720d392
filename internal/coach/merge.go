package coach

import "strings"

// merge puts two changed versions of a text together, sentence by sentence.
// Where both changed the same sentences in different ways, both versions are
// there, stored first, and clean is false. Nothing that either side wrote is
// left out.
func merge(base, stored, yours string) (merged string, clean bool) {
	switch {
	case stored == yours || base == yours:
		return stored, true
	case base == stored:
		return yours, true
	case base == "":
		base = common(stored, yours)
	}
	cut := sentences
	if len(base)+len(stored)+len(yours) > largeText {
		cut = textLines
	}
	m := merger{base: cut(base), stored: cut(stored), yours: cut(yours), clean: true}
	m.run()
	return m.out.String(), m.clean
}

// common is what two texts have in common.
func common(a, b string) string {
	var out strings.Builder
	between(sentences(a), sentences(b), func(_, _, same string) { out.WriteString(same) })
	return out.String()
}

type merger struct {
	base, stored, yours []string
	out                 strings.Builder
	clean               bool
}

// run walks the sentences of the base that both sides kept, and settles what
// lies between them.
func (m *merger) run() {
	inStored, inYours := places(m.base, m.stored), places(m.base, m.yours)
	b, s, y := 0, 0, 0
	for i := range m.base {
		if inStored[i] < 0 || inYours[i] < 0 {
			continue
		}
		m.settle(m.base[b:i], m.stored[s:inStored[i]], m.yours[y:inYours[i]])
		m.out.WriteString(m.base[i])
		b, s, y = i+1, inStored[i]+1, inYours[i]+1
	}
	m.settle(m.base[b:], m.stored[s:], m.yours[y:])
}

// places tells for each item of a where it stands in b, or -1.
func places(a, b []string) []int {
	at := make([]int, len(a))
	for i := range at {
		at[i] = -1
	}
	for _, r := range align(a, b) {
		for k := range r.n {
			at[r.a+k] = r.b + k
		}
	}
	return at
}

// settle writes one stretch as it should be.
func (m *merger) settle(base, stored, yours []string) {
	b, s, y := strings.Join(base, ""), strings.Join(stored, ""), strings.Join(yours, "")
	switch {
	case s == y || b == y:
		m.out.WriteString(s)
	case b == s:
		m.out.WriteString(y)
	default:
		m.clean = false
		m.out.WriteString(s)
		if s != "" && y != "" && strings.TrimSpace(s[len(s)-1:]) != "" && strings.TrimSpace(y[:1]) != "" {
			if strings.ContainsRune(s+y, '\n') {
				m.out.WriteString("\n\n")
			} else {
				m.out.WriteString(" ")
			}
		}
		m.out.WriteString(y)
	}
}
