package cli

import (
	"os"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The bounds of the width of what is printed, in columns. Longer lines are
// hard to read, and shorter ones leave no room for a bar.
const (
	usualWidth = 80
	leastWidth = 40
	mostWidth  = 100
)

// terminalWidth is how wide to print, in columns: what COLUMNS says, at most
// 100, otherwise 80.
func terminalWidth() int {
	n, err := strconv.Atoi(os.Getenv("COLUMNS"))
	if err != nil || n < 1 {
		return usualWidth
	}
	return min(max(n, leastWidth), mostWidth)
}

// wide are the ranges of runes that take two columns: East Asian scripts and
// the pictures that terminals show in colour (Unicode 16, EastAsianWidth W
// and F, neighbouring ranges joined).
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x1100, 0x115F, 1}, {0x231A, 0x231B, 1}, {0x23E9, 0x23EC, 1}, {0x23F0, 0x23F3, 3}, {0x25FD, 0x25FE, 1},
		{0x2614, 0x2615, 1}, {0x2648, 0x2653, 1}, {0x267F, 0x2693, 20}, {0x26A1, 0x26A1, 1}, {0x26AA, 0x26AB, 1},
		{0x26BD, 0x26BE, 1}, {0x26C4, 0x26C5, 1}, {0x26CE, 0x26CE, 1}, {0x26D4, 0x26D4, 1}, {0x26EA, 0x26EA, 1},
		{0x26F2, 0x26F3, 1}, {0x26F5, 0x26F5, 1}, {0x26FA, 0x26FA, 1}, {0x26FD, 0x26FD, 1}, {0x2705, 0x2705, 1},
		{0x270A, 0x270B, 1}, {0x2728, 0x2728, 1}, {0x274C, 0x274E, 2}, {0x2753, 0x2755, 1}, {0x2757, 0x2757, 1},
		{0x2795, 0x2797, 1}, {0x27B0, 0x27BF, 15}, {0x2B1B, 0x2B1C, 1}, {0x2B50, 0x2B55, 5},
		{0x2E80, 0x303E, 1}, {0x3041, 0xA4CF, 1}, {0xA960, 0xA97C, 1}, {0xAC00, 0xD7A3, 1}, {0xF900, 0xFAFF, 1},
		{0xFE30, 0xFE6F, 1}, {0xFF01, 0xFF60, 1}, {0xFFE0, 0xFFE6, 1},
	},
	R32: []unicode.Range32{
		{0x16FE0, 0x18CD5, 1}, {0x1B000, 0x1B2FB, 1}, {0x1F004, 0x1F004, 1}, {0x1F0CF, 0x1F0CF, 1}, {0x1F18E, 0x1F18E, 1},
		{0x1F191, 0x1F19A, 1}, {0x1F200, 0x1F265, 1}, {0x1F300, 0x1F64F, 1}, {0x1F680, 0x1F6FF, 1}, {0x1F7E0, 0x1F7EB, 1},
		{0x1F90C, 0x1F9FF, 1}, {0x1FA70, 0x1FAFF, 1}, {0x20000, 0x3FFFD, 1},
	},
}

const (
	joiner       = '\u200D'
	pictureStyle = '\uFE0F'
)

// runeWidth is how many columns a rune takes by itself.
func runeWidth(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case unicode.Is(wide, r):
		return 2
	}
	return 1
}

// cluster measures what a reader takes for the first character of a text: a
// rune with its marks, a picture with its skin tone, several pictures joined
// to one, a flag. It returns its bytes and columns.
func cluster(s string) (size, columns int) {
	if len(s) == 1 || s[0] < utf8.RuneSelf && s[1] < utf8.RuneSelf {
		return 1, 1
	}
	r, size := utf8.DecodeRuneInString(s)
	columns = runeWidth(r)
	flag := isFlagHalf(r)
	for size < len(s) {
		next, n := utf8.DecodeRuneInString(s[size:])
		switch {
		case next == joiner && columns == 2:
			size += n
			if next, n := utf8.DecodeRuneInString(s[size:]); runeWidth(next) == 2 {
				size += n
			}
		case next == pictureStyle:
			if canBePicture(r) {
				columns = 2
			}
			size += n
		case flag && isFlagHalf(next):
			flag, columns = false, 2
			size += n
		case next >= 0x300 && runeWidth(next) == 0, columns == 2 && next >= 0x1F3FB && next <= 0x1F3FF:
			size += n
		default:
			return size, columns
		}
	}
	return size, columns
}

// canBePicture reports whether a rune may be shown as a picture where the
// mark for that follows it: a symbol, or what stands on a key of a telephone.
func canBePicture(r rune) bool {
	return r >= '0' && r <= '9' || r == '#' || r == '*' || r > '\u00A0' && r != utf8.RuneError && unicode.IsSymbol(r)
}

func isFlagHalf(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

// columnsOf is how many columns a text takes on one line.
func columnsOf(s string) int {
	total := 0
	for len(s) > 0 {
		size, columns := cluster(s)
		total += columns
		s = s[size:]
	}
	return total
}

// clip cuts a text to a number of columns and marks the cut.
func clip(s string, columns int) string {
	if columnsOf(s) <= columns {
		return s
	}
	used, at := 0, 0
	for {
		size, w := cluster(s[at:])
		if used+w > columns-1 {
			return strings.TrimRight(s[:at], " ,;:-–") + "…"
		}
		used += w
		at += size
	}
}

// pad fills a text up to a number of columns with spaces.
func pad(s string, columns int) string {
	if n := columns - columnsOf(s); n > 0 {
		return s + strings.Repeat(" ", n)
	}
	return s
}

// clean makes a text safe to print: control characters, which can move a
// terminal's cursor or change its title, and marks that turn the direction
// of writing become the replacement character; line ends become spaces.
func clean(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r == utf8.RuneError || harmful(r) }) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case harmful(r):
			return utf8.RuneError
		}
		return r
	}, s)
}

// harmful reports whether a rune must not reach a terminal.
func harmful(r rune) bool {
	return unicode.IsControl(r) || r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069' || r == '\uFEFF'
}
