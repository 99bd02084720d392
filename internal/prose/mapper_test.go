package prose_test

import (
	"testing"

	"rehearse/internal/prose"
)

func TestPosition(t *testing.T) {
	tests := []struct {
		name, source string
		offset       int
		want         prose.Position
	}{
		{"start", "ab\ncd", 0, prose.Position{Line: 1, Column: 1, UTF16: 0}},
		{"second line", "ab\ncd", 4, prose.Position{Line: 2, Column: 2, UTF16: 1}},
		{"end", "ab\ncd", 5, prose.Position{Line: 2, Column: 3, UTF16: 2}},
		{"behind the end", "ab\ncd", 99, prose.Position{Line: 2, Column: 3, UTF16: 2}},
		{"before the start", "ab\ncd", -1, prose.Position{Line: 1, Column: 1, UTF16: 0}},
		{"windows", "ab\r\ncd", 4, prose.Position{Line: 2, Column: 1, UTF16: 0}},
		{"lone carriage return", "ab\rcd", 3, prose.Position{Line: 2, Column: 1, UTF16: 0}},
		{"accent", "éx", 2, prose.Position{Line: 1, Column: 2, UTF16: 1}},
		{"emoji is two units", "🎉x", 4, prose.Position{Line: 1, Column: 2, UTF16: 2}},
		{"flag is two runes", "🇵🇹x", 8, prose.Position{Line: 1, Column: 3, UTF16: 4}},
		{"joined emoji", "👩‍🚀x", 11, prose.Position{Line: 1, Column: 4, UTF16: 5}},
		{"byte order mark fills no column", "\uFEFFab", 4, prose.Position{Line: 1, Column: 2, UTF16: 1}},
		{"bytes that are not UTF-8", "\xff\xfex", 2, prose.Position{Line: 1, Column: 3, UTF16: 2}},
		{"empty", "", 0, prose.Position{Line: 1, Column: 1, UTF16: 0}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := prose.NewMapper(test.source).Position(test.offset); got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

func TestOffset(t *testing.T) {
	m := prose.NewMapper("\uFEFFé🎉x\r\nabc\n")
	tests := []struct{ line, column, want int }{
		{1, 1, 3}, {1, 2, 5}, {1, 3, 9}, {1, 4, 10}, {1, 99, 10},
		{2, 1, 12}, {2, 99, 15}, {3, 1, 16}, {4, 1, 16}, {0, 1, 0}, {2, 0, 12},
	}
	for _, test := range tests {
		if got := m.Offset(test.line, test.column); got != test.want {
			t.Errorf("line %d column %d: got %d, want %d", test.line, test.column, got, test.want)
		}
	}
	if m.Lines() != 3 || m.Line(2) != "abc" || m.Line(3) != "" || m.Line(0) != "" || m.Line(4) != "" {
		t.Errorf("%d lines: %q", m.Lines(), m.Line(2))
	}
}

func TestSpan(t *testing.T) {
	s := prose.Span{Start: 2, End: 5}
	for _, test := range []struct {
		other              prose.Span
		contains, overlaps bool
	}{
		{prose.Span{Start: 2, End: 5}, true, true},
		{prose.Span{Start: 3, End: 4}, true, true},
		{prose.Span{Start: 4, End: 6}, false, true},
		{prose.Span{Start: 5, End: 6}, false, false},
		{prose.Span{Start: 0, End: 2}, false, false},
	} {
		if s.Contains(test.other) != test.contains || s.Overlaps(test.other) != test.overlaps {
			t.Errorf("%v and %v: contains %v, overlaps %v", s, test.other, s.Contains(test.other), s.Overlaps(test.other))
		}
	}
	if s.Len() != 3 {
		t.Errorf("length %d", s.Len())
	}
}
