package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"rehearse/internal/coach"
	"rehearse/internal/page"
	"rehearse/internal/story"
)

// mostLater is how many questions can be put off in one sitting.
const mostLater = 50

// storyAsk asks for the next part of a story that is not told yet.
func (s *Server) storyAsk(w http.ResponseWriter, r *http.Request) error {
	return s.askNext(w, r, http.StatusOK, later(r.URL.Query()), "", "")
}

// askNext shows the next question with the draft so far. reply and trouble
// stand for words that could not be taken.
func (s *Server) askNext(w http.ResponseWriter, r *http.Request, status int, skipped []string, reply, trouble string) error {
	f, err := s.frame(r, "Ask me", "stories")
	if err != nil {
		return err
	}
	x, err := s.coach.Story(r.Context(), s.owner(r), r.PathValue("id"))
	if err != nil {
		return err
	}
	next, more := s.coach.NextAsk(x, skipped...)
	props := page.AskPage{Frame: f, Story: x, Ask: next, Done: !more, Skipped: skipped, Reply: reply, Trouble: trouble}
	if props.Listens, err = s.listensFor(x.Question); err != nil {
		return err
	}
	if parsed, err := story.Parse("story", []byte(x.Answer)); err == nil {
		props.Draft = parsed.Draft()
	} else {
		props.Draft = story.Draft{Text: x.Answer}
	}
	return s.render(w, r, status, page.AskMe(props))
}

// storyAnswer puts a reply where it belongs in the story, and asks on.
func (s *Server) storyAnswer(w http.ResponseWriter, r *http.Request) error {
	skipped, part, reply := later(r.PostForm), r.PostFormValue("part"), lineEnds(r.PostFormValue("reply"))
	asked, leave := r.PostFormValue("asked"), r.PostFormValue("leave") != ""
	if asked != "" && (leave || startedPart(skipped, part)) {
		// A question that was begun and left is not asked again, nor is one
		// of a part of which an earlier question waits: the part's words
		// can't tell which of them was answered.
		skipped = append(skipped, asked)
	}
	if strings.TrimSpace(reply) == "" {
		if leave {
			return s.seeOther(w, r, askHref(r.PathValue("id"), skipped), "")
		}
		return s.askNext(w, r, http.StatusUnprocessableEntity, later(r.PostForm), "", "There are no words in it yet. Say it roughly, or leave this question for another time.")
	}
	if !slices.Contains(askable, part) {
		return problem(http.StatusBadRequest, "It did not arrive what your words belong to, so nothing was changed. Go back and send them once more.", nil)
	}
	ctx, owner := r.Context(), s.owner(r)
	x, err := s.coach.Story(ctx, owner, r.PathValue("id"))
	if err != nil {
		return err
	}
	on := askHref(x.ID, skipped)
	base := formBase(r)
	if base != x.Revision && strings.Contains(x.Answer, strings.TrimSpace(reply)) {
		// Sent twice: it is there already.
		return s.seeOther(w, r, on, "")
	}
	// A reply is put to what is there, so it also fits a story that moved on
	// since the question was asked.
	answered := s.coach.Answered(x, part, reply)
	if err := soundText(answered, x); err != nil {
		return err
	}
	_, err = s.coach.Save(ctx, owner, answered, x.Revision)
	var stale *coach.Conflict
	if errors.As(err, &stale) {
		return s.askNext(w, r, http.StatusConflict, later(r.PostForm), reply, "The story was changed in another window this very moment. Your words are still here; send them once more.")
	}
	if err != nil {
		return err
	}
	return s.seeOther(w, r, on, "")
}

// startedPart reports whether a question of a part was put off before.
func startedPart(skipped []string, part string) bool {
	return slices.ContainsFunc(skipped, func(id string) bool { return strings.HasPrefix(id, part+"-") })
}

// listensFor is what is listened for at a question of the library, or
// nothing where it has no such question.
func (s *Server) listensFor(question string) ([]string, error) {
	if question == "" {
		return nil, nil
	}
	lib, err := s.coach.Library()
	if err != nil {
		return nil, err
	}
	for _, x := range lib.Scenarios {
		if x.Question == question || slices.Contains(x.Wordings, question) {
			return x.ListensFor, nil
		}
	}
	return nil, nil
}

// askable are the parts that a reply can belong to.
var askable = []string{story.Situation, story.Task, story.Action, story.Result, story.Learning}

// later are the questions that the person put off.
func later(v url.Values) []string {
	list := filled(v["later"])
	return list[:min(mostLater, len(list))]
}

// askHref is the address of the next question of a story.
func askHref(id string, skipped []string) string {
	href := "/stories/" + url.PathEscape(id) + "/ask"
	if len(skipped) == 0 {
		return href
	}
	return href + "?" + url.Values{"later": skipped}.Encode()
}
