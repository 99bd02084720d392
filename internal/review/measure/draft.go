package measure

import (
	_ "embed"
	"hash/fnv"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"rehearse/internal/prose"
)

//go:embed variants.txt
var variantText string

// tables are the lists of variants.txt by name, in their order.
var tables = sync.OnceValue(func() map[string][]string {
	lists := map[string][]string{}
	for _, line := range strings.Split(variantText, "\n") {
		name, items, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(name, "#") {
			continue
		}
		for _, item := range strings.Split(items, ",") {
			lists[name] = append(lists[name], strings.TrimSpace(item))
		}
	}
	return lists
})

// sets are the tables again, in lower case and to look words up in.
var sets = sync.OnceValue(func() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for name, items := range tables() {
		all[name] = map[string]bool{}
		for _, item := range items {
			all[name][strings.ToLower(item)] = true
		}
	}
	return all
})

// listed reports whether a table has a word, given in lower case.
func listed(table, word string) bool { return sets()[table][word] }

// draft is an answer while its words are changed. Its text stays as it was;
// the changes are gathered beside it.
type draft struct {
	*prose.Text
	edits []edit
}

// edit puts other words in the place of a span.
type edit struct {
	prose.Span
	with string
}

// String is the text with its edits. Of two that overlap the later is left
// out.
func (d *draft) String() string {
	slices.SortStableFunc(d.edits, func(a, b edit) int { return a.Start - b.Start })
	var b strings.Builder
	at := 0
	for _, e := range d.edits {
		if e.Start < at {
			continue
		}
		b.WriteString(d.Source[at:e.Start])
		b.WriteString(e.with)
		at = e.End
	}
	b.WriteString(d.Source[at:])
	return b.String()
}

// replace puts other words in the place of n words, written large or small
// as the first of them is.
func (d *draft) replace(i, n int, with string) {
	span := prose.Span{Start: d.Words[i].Start, End: d.Words[i+n-1].End}
	d.edits = append(d.edits, edit{span, likeCase(d.Quote(span), with)})
}

// insert puts words before word i.
func (d *draft) insert(i int, words string) {
	d.edits = append(d.edits, edit{prose.Span{Start: d.Words[i].Start, End: d.Words[i].Start}, words})
}

// norm is word i in lower case, or "" where there is none.
func (d *draft) norm(i int) string {
	if i < 0 || i >= len(d.Words) {
		return ""
	}
	return d.Words[i].Norm
}

// base is word i in lower case without the 's of a possessor.
func (d *draft) base(i int) string { return strings.TrimSuffix(d.norm(i), "'s") }

// gap is what stands between word i-1 and word i; at either end of the text
// it is a line break.
func (d *draft) gap(i int) string {
	if i <= 0 || i >= len(d.Words) {
		return "\n"
	}
	return d.Source[d.Words[i-1].End:d.Words[i].Start]
}

// after reports whether word i follows the one before it in the same breath.
func (d *draft) after(i int) bool { return d.gap(i) == " " }

// opens reports whether word i may have its capital from its place alone:
// where a sentence, a quotation or something after a colon begins.
func (d *draft) opens(i int) bool {
	gap := d.gap(i)
	return strings.TrimRight(gap, " ,;'’-–&/") != "" && !(gap == ". " && listed("titles", d.norm(i-1)))
}

// capital reports whether word i is written with a capital that its place
// does not call for, and is no abbreviation.
func (d *draft) capital(i int) bool {
	if i < 0 || i >= len(d.Words) || !d.Words[i].Upper || d.Words[i].Digit || d.opens(i) {
		return false
	}
	word := d.Quote(d.Words[i].Span)
	_, first := utf8.DecodeRuneInString(word)
	return strings.IndexFunc(word[first:], unicode.IsLower) >= 0
}

// number reports whether word i says how many, or of what unit.
func (d *draft) number(i int) bool {
	return i >= 0 && i < len(d.Words) && (d.Words[i].Digit || listed("numbers", d.Words[i].Norm))
}

// longestPhrase is how many words a phrase of variants.txt has at most.
const longestPhrase = 3

// phrase looks the longest run of words from i on up in a table; n is how
// many words it has, 0 where the table has none.
func (d *draft) phrase(i int, table map[string]string) (with string, n int) {
	key := ""
	for k := i; k < min(i+longestPhrase, len(d.Words)); k++ {
		if k > i {
			if !d.after(k) {
				break
			}
			key += " "
		}
		key += d.Words[k].Norm
		if found, ok := table[key]; ok {
			with, n = found, k-i+1
		}
	}
	return with, n
}

// likeCase writes new large or small as old is: a first capital is taken
// over, and so are capitals throughout. A name in small letters stays small.
func likeCase(old, new string) string {
	first, size := utf8.DecodeRuneInString(old)
	switch {
	case !unicode.IsUpper(first):
		return new
	case utf8.RuneCountInString(old) > 1 && strings.IndexFunc(old[size:], unicode.IsLower) < 0:
		return strings.ToUpper(new)
	}
	return capitalised(new)
}

// capitalised is a text with a capital first.
func capitalised(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 || r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// dice are a generator that a text always gives the same numbers.
func dice(text string) *generator {
	h := fnv.New64a()
	h.Write([]byte(text))
	g := generator(h.Sum64())
	return &g
}
