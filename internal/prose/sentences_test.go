package prose_test

import (
	"slices"
	"strings"
	"testing"

	"rehearse/internal/prose"
)

// quotes are the sentences of a text, as the words that their spans cover.
func quotes(t *prose.Text) []string {
	var out []string
	for _, s := range t.Sentences {
		out = append(out, t.Quote(s.Span))
	}
	return out
}

// TestSentences quotes back the exact span of every sentence.
func TestSentences(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"two", "I led the team. We shipped it!", []string{"I led the team.", "We shipped it!"}},
		{"no stop at the end", "I led the team. We shipped it", []string{"I led the team.", "We shipped it"}},
		{"lower case after a stop", "we shipped it. then we rested.", []string{"we shipped it.", "then we rested."}},
		{"title", "Dr. Osei called Mrs. Lund. She agreed.", []string{"Dr. Osei called Mrs. Lund.", "She agreed."}},
		{"e.g. and i.e.", "Small things, e.g. Mondays, i.e. the rota, hurt us. I asked why.",
			[]string{"Small things, e.g. Mondays, i.e. the rota, hurt us.", "I asked why."}},
		{"country within", "The U.S. market was ours. It shrank.", []string{"The U.S. market was ours.", "It shrank."}},
		{"country at the end", "We sold it in the U.S. We then left.", []string{"We sold it in the U.S.", "We then left."}},
		{"month before a day", "It began on Jan. 5 and ended in Mar. that year. I stayed.",
			[]string{"It began on Jan. 5 and ended in Mar. that year.", "I stayed."}},
		{"month before we in lower case", "In Mar. we began. It held.", []string{"In Mar. we began.", "It held."}},
		{"month at the end", "It began in Jan. We stayed.", []string{"It began in Jan.", "We stayed."}},
		{"company", "I joined Acme Inc. in spring. They paid Bolt Ltd. The rest was ours.",
			[]string{"I joined Acme Inc. in spring.", "They paid Bolt Ltd.", "The rest was ours."}},
		{"hours", "The page came at 3 a.m. and again at 4 p.m. We slept little.",
			[]string{"The page came at 3 a.m. and again at 4 p.m.", "We slept little."}},
		{"initials", "I asked J. R. Smith for help. He came.", []string{"I asked J. R. Smith for help.", "He came."}},
		{"the pronoun is no initial", "So did I. Nobody spoke.", []string{"So did I.", "Nobody spoke."}},
		{"number sign", "Ward No. 5 was ours. It was full.", []string{"Ward No. 5 was ours.", "It was full."}},
		{"a plain no", "Was it done? No. 5 tickets were left.", []string{"Was it done?", "No.", "5 tickets were left."}},
		{"etc within and at the end", "Logs, traces etc. were there. We had logs, traces etc. The rest came later.",
			[]string{"Logs, traces etc. were there.", "We had logs, traces etc.", "The rest came later."}},
		{"decimals", "It fell to 3.5 days. Then 1,900.25 dollars were left.",
			[]string{"It fell to 3.5 days.", "Then 1,900.25 dollars were left."}},
		{"a sentence may begin with a number", "We had a backlog. 40 tickets were old.", []string{"We had a backlog.", "40 tickets were old."}},
		{"money opens", "That was it. $3M was saved.", []string{"That was it.", "$3M was saved."}},
		{"end inside quotes", "She said \"It is late.\" Then she left.", []string{"She said \"It is late.\"", "Then she left."}},
		{"end inside curly quotes", "She said “It is late.” Then she left.", []string{"She said “It is late.”", "Then she left."}},
		{"a quote opens", "He paused. “We can't.” I nodded.", []string{"He paused.", "“We can't.”", "I nodded."}},
		{"asked behind a quote", "\"Why?\" I asked. Nobody knew.", []string{"\"Why?\" I asked.", "Nobody knew."}},
		{"lower case behind a quote", "\"Stop!\" shouted the chief. We did.", []string{"\"Stop!\" shouted the chief.", "We did."}},
		{"ellipsis within", "I waited... and waited. It came.", []string{"I waited... and waited.", "It came."}},
		{"ellipsis at the end", "I waited… Then it came.", []string{"I waited…", "Then it came."}},
		{"several marks", "Really?! Yes!!! Fine.", []string{"Really?!", "Yes!!!", "Fine."}},
		{"brackets round a sentence", "(It was late.) We left.", []string{"(It was late.)", "We left."}},
		{"brackets within", "We left (it was late). Good.", []string{"We left (it was late).", "Good."}},
		{"semicolon and dash hold together", "It broke; we fixed it — fast. Done.", []string{"It broke; we fixed it — fast.", "Done."}},
		{"file names and versions", "I read main.go and v1.2 first. Then I ran it.", []string{"I read main.go and v1.2 first.", "Then I ran it."}},
		{"dashes as a list", "We did:\n- Ask the team\n- Cut the scope\nIt held.", []string{"We did:", "Ask the team", "Cut the scope\nIt held."}},
		{"stars as a list", "* Ask the team.\n* Cut the scope.", []string{"Ask the team.", "Cut the scope."}},
		{"numbers as a list", "We did:\n1. Ask the team\n2. Cut the scope", []string{"We did:", "1. Ask the team", "2. Cut the scope"}},
		{"numbers with a bracket", "1) ask the team\n2) cut the scope", []string{"1) ask the team", "2) cut the scope"}},
		{"hard-wrapped lines", "I led the\nteam then. We\nshipped.", []string{"I led the\nteam then.", "We\nshipped."}},
		{"paragraphs", "No stop here\n\nNor here", []string{"No stop here", "Nor here"}},
		{"windows line ends", "One thing.\r\nTwo things\r\n\r\nThree things.", []string{"One thing.", "Two things", "Three things."}},
		{"lone carriage returns", "One thing.\rTwo things\r\rThree things.", []string{"One thing.", "Two things", "Three things."}},
		{"byte order mark", "\uFEFFOne thing. Two things.", []string{"One thing.", "Two things."}},
		{"emoji", "We won! 🎉 Then we slept. 👩‍🚀 flew.", []string{"We won!", "Then we slept.", "flew."}},
		{"no-break spaces", "It took 5\u00a0days.\u00a0“Then” we left.", []string{"It took 5\u00a0days.", "“Then” we left."}},
		{"combining marks", "The cafe\u0301 closed. I left.", []string{"The cafe\u0301 closed.", "I left."}},
		{"bytes that are not UTF-8", "It broke.\xff\xfe We fixed\xffit.", []string{"It broke.\xff\xfe", "We fixed\xffit."}},
		{"a space before the stop", "It rose 5 % . We cheered .", []string{"It rose 5 %", "We cheered ."}},
		{"nothing", "", nil},
		{"only blanks", " \r\n\t\u00a0", nil},
		{"only punctuation", "... — !? 🎉 ()", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := prose.Read(test.text)
			if got := quotes(text); !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
			checkInvariants(t, text, []prose.Span{{Start: 0, End: len(test.text)}})
		})
	}
}

// TestParagraphsAndQuestions checks what is said of each sentence beside its
// span.
func TestParagraphsAndQuestions(t *testing.T) {
	text := prose.Read("Why us? I asked.\n\nNobody knew. \"Did they?\"\r\n \r\nNo.")
	var paragraphs []int
	var questions []bool
	for _, s := range text.Sentences {
		paragraphs, questions = append(paragraphs, s.Paragraph), append(questions, s.Question)
	}
	if want := []int{0, 0, 1, 1, 2}; !slices.Equal(paragraphs, want) {
		t.Errorf("paragraphs %v, want %v", paragraphs, want)
	}
	if want := []bool{true, false, false, true, false}; !slices.Equal(questions, want) {
		t.Errorf("questions %v, want %v", questions, want)
	}
}

// TestWords quotes back every word, with its normal form and its marks: d
// for a digit, U for a capital.
func TestWords(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"plain", "I led 12 people", []string{"I=i U", "led=led", "12=12 d", "people=people"}},
		{"apostrophes", "didn't Osei’s 'quoted' dogs'", []string{"didn't=didn't", "Osei’s=osei's U", "quoted=quoted", "dogs=dogs"}},
		{"numbers", "3.5 1,900.25 $38M 500ms Q4 5.", []string{"3.5=3.5 d", "1,900.25=1,900.25 d", "38M=38m d", "500ms=500ms d", "Q4=q4 d U", "5=5 d"}},
		{"hyphen and dash", "six-week plan—done", []string{"six=six", "week=week", "plan=plan", "done=done"}},
		{"combining marks", "cafe\u0301 Ångström", []string{"cafe\u0301=cafe\u0301", "Ångström=ångström U"}},
		{"other scripts", "Łódź Москва 東京", []string{"Łódź=łódź U", "Москва=москва U", "東京=東京"}},
		{"no-break space", "5\u00a0days", []string{"5=5 d", "days=days"}},
		{"emoji part words", "won🎉big 🇵🇹 👩‍🚀", []string{"won=won", "big=big"}},
		{"bytes that are not UTF-8", "ab\xffcd\xc3", []string{"ab=ab", "cd=cd"}},
		{"address", "a.b@c.org", []string{"a=a", "b=b", "c=c", "org=org"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := prose.Read(test.text)
			var got []string
			for _, w := range text.Words {
				s := text.Quote(w.Span) + "=" + w.Norm
				if w.Digit || w.Upper {
					s += " "
				}
				if w.Digit {
					s += "d"
				}
				if w.Digit && w.Upper {
					s += " "
				}
				if w.Upper {
					s += "U"
				}
				got = append(got, s)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

// TestParts checks that parts are read apart, with spans of the whole source.
func TestParts(t *testing.T) {
	source := "# Title. No. We came late # heading and left. # end"
	parts := []prose.Span{{Start: 13, End: 25}, {Start: 36, End: 45}}
	text := prose.ReadParts(source, parts)
	if got, want := quotes(text), []string{"We came late", "and left."}; !slices.Equal(got, want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	if a, b := text.Sentences[0].Paragraph, text.Sentences[1].Paragraph; a == b {
		t.Errorf("both parts are paragraph %d", a)
	}
	checkInvariants(t, text, parts)
	if got := quotes(prose.ReadPart(source, parts[1])); !slices.Equal(got, []string{"and left."}) {
		t.Errorf("ReadPart: %q", got)
	}
	if text := prose.ReadParts(source, nil); len(text.Words) != 0 || len(text.Sentences) != 0 {
		t.Errorf("no parts gave %d words", len(text.Words))
	}
}

// TestRawSpeech checks where speech without stops is cut, on cues that are
// plain.
func TestRawSpeech(t *testing.T) {
	tests := []struct {
		name string
		want []string
	}{
		{"conjunctions with a subject", []string{
			"i had three teams in two cities at that time",
			"and the release was late every single month",
			"so i asked each lead to bring me the numbers",
			"then we sat down with the support people for a day"}},
		{"bare subjects", []string{
			"the warehouse had forty people on the night shift",
			"i asked my boss for two weeks to look at it",
			"she gave me one week and a small budget"}},
		{"new lines end clauses", []string{"we started with the payment team in may", "no network in the tunnel", "these things took all of the next week"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			glue := " "
			if strings.Contains(test.name, "lines") {
				glue = "\n"
			}
			text := prose.Read(strings.Join(test.want, glue))
			if !text.Raw {
				t.Error("not taken for raw speech")
			}
			if got := quotes(text); !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

// TestRawSpeechHolds lists places where no clause may begin.
func TestRawSpeechHolds(t *testing.T) {
	text := prose.Read("so we had a plan for the first week and i told my lead that the oldest of the jobs was the one we would not touch " +
		"because it was so slow and big and then the people in support and sales said yes to it")
	for _, q := range quotes(text) {
		last := q[strings.LastIndexByte(q, ' ')+1:]
		switch last {
		case "a", "the", "my", "of", "in", "for", "and", "because", "so", "that", "would", "was":
			t.Errorf("a clause ends in %q: %q", last, q)
		}
	}
}

// TestEndlessLine reads one line of a megabyte, written and raw.
func TestEndlessLine(t *testing.T) {
	for _, unit := range []string{"word ", "x", "and i ", "A. ", "\"", "1. ", ". ", "é", "\xff"} {
		source := strings.Repeat(unit, 1<<20/len(unit))
		checkInvariants(t, prose.Read(source), []prose.Span{{Start: 0, End: len(source)}})
	}
}
