package page

import (
	"errors"
	"strconv"
	"strings"

	"rehearse/internal/coach"
	"rehearse/internal/story"
)

// ArrivalsPage says what became of files that were brought in.
type ArrivalsPage struct {
	Frame
	Arrivals []coach.Arrival
	// Sum counts over all files, those sent before included.
	Sum Came
}

// Came counts what came in: stories, stories that were here already, files
// that could not be read, and lines that belong to no story.
type Came struct{ In, Twice, Failed, Over int }

// NewArrivalsPage reports on files. before counts those that were sent before
// these, by the same drop.
func NewArrivalsPage(f Frame, arrivals []coach.Arrival, before Came) ArrivalsPage {
	p := ArrivalsPage{Frame: f, Arrivals: arrivals, Sum: before}
	for _, a := range arrivals {
		c := cameOf(a)
		p.Sum.In, p.Sum.Twice, p.Sum.Failed = p.Sum.In+c.In, p.Sum.Twice+c.Twice, p.Sum.Failed+c.Failed
		p.Sum.Over += c.Over
	}
	return p
}

// arrivalsLead sums up, and says what to do now.
func (p ArrivalsPage) arrivalsLead() string {
	c := p.Sum
	switch {
	case c.In > 0 && c.Failed > 0:
		return countOf(c.In, "story", "stories") + " came in; " + countOf(c.Failed, "file", "files") + " could not be read. Here is why."
	case c.In == 1:
		return "One story came in. Open it and see how an interviewer would vote."
	case c.In > 1 && c.Over == 0:
		return countOf(c.In, "story", "stories") + " came in, and nothing was left over. Go on with the weakest."
	case c.In > 1:
		return countOf(c.In, "story", "stories") + " came in. Look at what was left over, then go on with the weakest."
	case c.Twice > 0 && c.Failed == 0:
		return "Nothing new: " + countOf(c.Twice, "story was", "stories were") + " here already, word for word."
	}
	return "Nothing came in. Here is why, and what to do."
}

// cameOf counts what became of one file.
func cameOf(a coach.Arrival) Came {
	c := Came{In: len(a.Stories), Twice: len(a.Twice), Over: a.Unplaced}
	if a.Err != nil {
		c.Failed = 1
	}
	return c
}

// arrivalTrouble says why a file stayed out. Its name stands above.
func arrivalTrouble(err error) string {
	says := err.Error()
	var at *story.Error
	if errors.As(err, &at) {
		if says = at.Message; at.Line > 1 {
			says = "in line " + strconv.Itoa(at.Line) + ": " + says
		}
	}
	return strings.TrimSuffix(upperFirst(says), ".") + "."
}
