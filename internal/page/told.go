package page

import (
	"strconv"
	"time"

	"rehearse/internal/store"
)

// toldTo says to whom a story was told.
func toldTo(x store.Telling) string {
	if x.To == "" {
		return "told"
	}
	return "to " + x.To
}

func toldSummary(n int) string {
	if n == 0 {
		return "I told it"
	}
	return "I told it again"
}

// dayInWords writes a day, YYYY-MM-DD, as people say it beside today. What is
// not a day stays as it is.
func dayInWords(day, today string) string {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	now, err := time.Parse(time.DateOnly, today)
	if err != nil {
		return d.Format("2 January 2006")
	}
	switch days := int(now.Sub(d).Hours() / 24); {
	case days == 0:
		return "today"
	case days == 1:
		return "yesterday"
	case days == -1:
		return "tomorrow"
	case days > 1 && days < 7:
		return strconv.Itoa(days) + " days ago"
	case d.Year() == now.Year():
		return d.Format("2 January")
	}
	return d.Format("2 January 2006")
}

// dayAndHour writes a moment, in unix milliseconds, by the clock of this
// computer.
func dayAndHour(ms int64, today string) string {
	t := time.UnixMilli(ms)
	return dayInWords(t.Format(time.DateOnly), today) + ", " + t.Format("15:04")
}
