package story

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// seedGuide reads the guide that the shared folder holds.
func seedGuide(t *testing.T) []byte {
	t.Helper()
	shared := os.Getenv("REHEARSE_SHARED")
	if shared == "" {
		t.Skip("REHEARSE_SHARED is not set: the seed guide is not at hand")
	}
	data, err := os.ReadFile(filepath.Join(shared, "seeds", "l6-behavioral-guide.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestSeedGuide(t *testing.T) {
	data := seedGuide(t)
	in, err := Import("guide.txt", data)
	if err != nil {
		t.Fatal(err)
	}
	if in.Form != FormGuide || len(in.Stories) != 33 {
		t.Fatalf("form %s, %d stories; want guide, 33", in.Form, len(in.Stories))
	}
	failures, replies, hints, named, signs, setups := 0, 0, 0, 0, 0, 0
	ids := map[string]bool{}
	for _, d := range in.Stories {
		checkSeedStory(t, d)
		ids[d.ID] = true
		if d.Kind == "failure" {
			failures++
		}
		for _, f := range d.FollowUps {
			if f.Question == "" || isTip(f.Reply) || f.Reply == "" && !hinted(d, f.Question) {
				t.Errorf("%s: follow-up %+v lacks a half, or is advice", d.ID, f)
			}
			replies++
			if f.Reply == "" {
				hints++
			}
		}
		if len(d.Principles) > 0 {
			named++
		}
		signs += len(d.Signs)
		for _, s := range d.Sections {
			if s.Title == "Setup" {
				setups++
			}
		}
	}
	if len(ids) != 33 || failures != 3 || replies != 51 || signs != 40 || setups != 10 {
		t.Errorf("%d ids, %d failures, %d follow-ups, %d signs, %d setups; want 33, 3, 51, 40, 10",
			len(ids), failures, replies, signs, setups)
	}
	if hints != 30 {
		t.Errorf("%d of the follow-ups come with advice, want 30", hints)
	}
	if named < 20 {
		t.Errorf("%d stories with principles, want the 21 that the guide names", named)
	}
	if len(in.Doubts) != 13 {
		t.Errorf("%d doubts, want 13: %v", len(in.Doubts), in.Doubts)
	}
	checkAccounted(t, string(data), in)
}

// hinted reports whether the hints of a story hold one for a question.
func hinted(d Draft, question string) bool {
	return slices.ContainsFunc(d.Sections, func(s DraftSection) bool {
		return s.Title == hintsSection && strings.Contains(s.Text, "- "+question+": ")
	})
}

func TestAGuidesAdviceIsNoReply(t *testing.T) {
	guide := "# Guide\n\n## Scenario 1: The dock\n\n### The Interview Question\n\n\"Tell me of a dock.\"\n\n### Complete STAR Response\n\n**Situation:** We were late.\n\n" +
		"**Action:** I moved a crane.\n\n### Common Follow-up Questions\n\n- \"How did you find out?\"\n  - Focus on your own part\n- \"Why that crane?\"\n  - I asked its driver, who knew.\n"
	in, err := Import("guide.md", []byte(guide))
	if err != nil || len(in.Stories) != 1 {
		t.Fatalf("%+v, %v", in, err)
	}
	d := in.Stories[0]
	want := []FollowUp{{Question: "How did you find out?"}, {Question: "Why that crane?", Reply: "I asked its driver, who knew."}}
	if !slices.Equal(d.FollowUps, want) || !hinted(d, "How did you find out?") {
		t.Errorf("follow-ups %+v, sections %+v", d.FollowUps, d.Sections)
	}
	checkRoundTrip(t, d)
	for reply, tip := range map[string]bool{
		"Show empathy": true, "Emphasize the data, and what it cost.": true, "Demonstrate ownership": true,
		"Show them the traces, I said.": false, "Our users.": false, "": false, "Yes": false, "Overcoming mistrust was hardest.": false,
	} {
		if isTip(reply) != tip {
			t.Errorf("%q is taken for advice: %v", reply, !tip)
		}
	}
}

func checkSeedStory(t *testing.T, d Draft) {
	t.Helper()
	for name, part := range map[string]string{"question": d.Question, "title": d.Title, Situation: d.Situation,
		Task: d.Task, Action: d.Action, Result: d.Result} {
		if len(part) < 20 && name != "title" || part == "" {
			t.Errorf("%s: %s is %q", d.ID, name, part)
		}
		if strings.HasPrefix(part, `"`) || strings.Count(part, `"`) > 0 && strings.HasSuffix(part, `"`) {
			t.Errorf("%s: %s keeps its quotes: %q", d.ID, name, part)
		}
	}
	if d.Learning != "" || d.Text != "" {
		t.Errorf("%s: nothing of the guide was told as learning or without role, got %q %q", d.ID, d.Learning, d.Text)
	}
	if d.Kind == "failure" && (len(d.Learned) == 0 || len(d.Applied) == 0) {
		t.Errorf("%s: a failure without what was learned", d.ID)
	}
	checkRoundTrip(t, d)
}

// checkAccounted looks for every line of the guide in the drafts and among
// the unplaced lines.
func checkAccounted(t *testing.T, src string, in *Imported) {
	t.Helper()
	var all strings.Builder
	for _, u := range in.Unplaced {
		all.WriteString(u.Text + "\n")
	}
	for _, d := range in.Stories {
		all.Write(d.Markdown())
		all.WriteString(d.Title + "\n" + d.Question + "\n")
	}
	have := all.String()
	structural := []string{"The Interview Question", "What the Interviewer is Evaluating", "Complete STAR Response",
		"Complete STAR Response Example", "Common Follow-up Questions", "Red Flags to Avoid", "Demonstrating L6 Competency",
		"Scenario Setup", "Key Metrics and Impact", "Follow-up Questions and Answers",
		"What You Learned", "Alternative Approaches", "How You Applied These Lessons Later", "What You Would Do Differently"}
	for n, line := range strings.Split(src, "\n") {
		l := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(line), "¶"))
		if l == "" || slices.Contains(structural, l) {
			continue
		}
		if !foundInPieces(have, l) {
			t.Errorf("line %d is lost: %s", n+1, l)
		}
	}
}

// foundInPieces looks for a line without the marks and labels that an import
// takes away.
func foundInPieces(have, l string) bool {
	if _, title, _, ok := scenarioTitle(l); ok {
		l = title
	}
	if lab, ok := scanLabel(l); ok && lab.strength == strong {
		l = l[lab.end:]
	}
	if q, ok := cutName(l, "q"); ok {
		q, a := splitReply(q)
		return strings.Contains(have, unquote(q)) && strings.Contains(have, unquote(a))
	}
	item, _ := cutBullet(l)
	return strings.Contains(have, strings.Trim(item, `"`))
}

func checkRoundTrip(t *testing.T, d Draft) {
	t.Helper()
	s, err := Parse("d.md", d.Markdown())
	if err != nil {
		t.Fatalf("%v\n%s", err, d.Markdown())
	}
	got := s.Draft()
	for _, role := range []string{"", Situation, Task, Action, Result, Learning} {
		if g, w := *got.part(role), *d.part(role); g != w {
			t.Errorf("%s: %s comes back as\n%q\nnot\n%q", d.ID, role, g, w)
		}
	}
	if got.Question != d.Question || got.Title != d.Title || got.Kind != d.Kind || !slices.Equal(got.Principles, d.Principles) {
		t.Errorf("%s: front matter comes back as %+v, not %+v", d.ID, got, d)
	}
	if !slices.Equal(got.FollowUps, d.FollowUps) || !slices.Equal(got.Learned, d.Learned) || !slices.Equal(got.RedFlags, d.RedFlags) ||
		!slices.Equal(got.Metrics, d.Metrics) || !slices.Equal(got.Sections, d.Sections) {
		t.Errorf("%s: the rest comes back as\n%+v\nnot\n%+v", d.ID, got, d)
	}
}
