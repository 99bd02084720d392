package coach

import (
	"slices"
	"strings"
	"testing"

	"rehearse/internal/match"
	"rehearse/internal/review"
	"rehearse/internal/store"
)

func TestStated(t *testing.T) {
	tests := map[string]bool{
		"The wait fell from 40 minutes to six.":      true,
		"We had 31 faults.":                          true,
		"We doubled throughput.":                     true,
		"Two engineers left.":                        true,
		"A dozen people came.":                       true,
		"It cost a million dollars.":                 true,
		"One person left.":                           false,
		"It took a year.":                            false,
		"It took a couple of weeks.":                 false,
		"Half the team stayed.":                      false,
		"The wait fell from an hour to ten minutes.": true,
	}
	for sentence, want := range tests {
		got := slices.ContainsFunc(madeAmounts(sentence, review.Action), func(a Amount) bool { return stated(&a) })
		if got != want {
			t.Errorf("%q: a figure: %v, want %v", sentence, got, want)
		}
	}
}

func TestSortOf(t *testing.T) {
	tests := []struct{ sentence, want string }{
		{"action|It saved $2 million a year.", Financial},
		{"result|Departures fell from five to two.", OfPeople},
		{"result|Attrition went from 18% to 6%.", OfPeople},
		{"result|Two of them were promoted.", OfPeople},
		{"result|Of them 14 engineers stayed on call.", Size},
		{"situation|We ran 3,000 shops.", Size},
		{"result|The wait fell from 40 minutes to six.", Operational},
		{"result|Deploys took 20 minutes.", Operational},
	}
	for _, test := range tests {
		role, sentence, _ := strings.Cut(test.sentence, "|")
		a := madeAmounts(sentence, review.Role(role))
		if len(a) != 1 || sortOf(&a[0]) != test.want {
			t.Errorf("%q: %+v, want %s", sentence, a, test.want)
		}
	}
}

func TestLedger(t *testing.T) {
	e := madeEntry("a", "Ferries", "situation|I led a team of 16.", "result|The wait fell from 40 minutes to six.", "result|It saved $2 million a year, and $2 million a year is a ferry.")
	e.Claims = []store.Claim{
		{Story: "a", Text: "16", Standing: Verified, Source: "the org chart"},
		{Story: "a", Text: "$2 million a year", Standing: Confidential, Instead: "a seven-figure sum"},
		{Story: "a", Text: "31 faults a week", Standing: Estimate},
		{Story: "a", Text: "from 45 minutes to six", Standing: Verified, Source: "the log"},
		{Story: "a", Text: "$9 million", Standing: Confidential},
	}
	e.FollowUps = []store.FollowUp{{Story: "a", Reply: "It was $2  million a year, says finance."}}
	l := Claims(madePortfolio(e, madeEntry("empty", "Nothing yet")), nil)
	if len(l.Stories) != 1 || l.Total != 4 || l.Counts[Verified] != 1 || l.Counts[Confidential] != 2 || l.Counts[Unsaid] != 1 || l.Spoken != 1 || l.Left != 2 {
		t.Fatalf("%+v", l)
	}
	f := l.Stories[0].Figures
	if f[0].Text != "16" || f[0].Standing != Verified || f[0].Source != "the org chart" || f[0].Said[0].Role != review.Situation {
		t.Errorf("%+v", f[0])
	}
	if f[1].Standing != Unsaid || f[1].Said[0].Sentence != "The wait fell from 40 minutes to six." {
		t.Errorf("%+v", f[1])
	}
	if want := []string{"the telling", "the reply to a follow-up"}; !slices.Equal(f[2].Spoken, want) || f[2].Instead != "a seven-figure sum" || len(f[2].Said) != 1 {
		t.Errorf("%+v", f[2])
	}
	left := l.Stories[0].LeftBehind
	if left[0].Settled || !slices.Equal(left[1].Moves, []string{"from 40 minutes to six"}) || !left[2].Settled {
		t.Errorf("%+v", left)
	}
}

func TestAClaimMovesToItsOwnFigureOnly(t *testing.T) {
	for _, test := range []struct {
		claim, sentence string
		want            []string
	}{
		{"$1.4 million", "We cut it to 4.2 seconds per label.", nil},
		{"$1.4 million", "The budget was $2 million.", nil},
		{"$1.4 million", "The budget was $1,400,000.", []string{"$1,400,000"}},
		{"1.4 million dollars", "The budget was $1.4 million.", []string{"$1.4 million"}},
		{"four weeks", "I led 4 engineers.", nil},
		{"16 engineers", "I led a team of 16.", []string{"16"}},
		{"16 engineers", "It took 16 weeks.", nil},
	} {
		e := madeEntry("a", "Ferries", test.sentence)
		e.Claims = []store.Claim{{Story: "a", Text: test.claim, Standing: Verified, Source: "the log"}}
		if left := Claims(madePortfolio(e), nil).Stories[0].LeftBehind; len(left) != 1 || !slices.Equal(left[0].Moves, test.want) {
			t.Errorf("%q with %q: %+v", test.claim, test.sentence, left)
		}
	}
}

// TestAConfidentialFigureSaidOtherwiseStaysConfidential: to put it in other
// words is what the ledger asks for, and must not look as if it was forgotten.
func TestAConfidentialFigureSaidOtherwiseStaysConfidential(t *testing.T) {
	e := madeEntry("a", "Ferries", "The budget was in the low millions.", "It held for 1.4 million labels.")
	e.Claims = []store.Claim{{Story: "a", Text: "$1.4 million", Standing: Confidential, Instead: "in the low millions"}}
	l := Claims(madePortfolio(e), nil)
	left := l.Stories[0].LeftBehind
	if len(left) != 1 || !left[0].Settled || left[0].Moves != nil || left[0].Note != "You now say “in the low millions” instead." {
		t.Errorf("%+v", left)
	}
	if l.Counts[Confidential] != 1 || l.Total != 2 || l.Counts[Unsaid] != 1 || l.Left != 0 || l.Spoken != 0 {
		t.Errorf("%+v", l)
	}
}

// TestUnreadClaimsAreKept checks that nothing counts as left behind only
// because the text has not been read.
func TestUnreadClaimsAreKept(t *testing.T) {
	e := Entry{Story: store.Story{ID: "a", Answer: "We were late. I led a team\nof 16 then. It was hard."}}
	e.Claims = []store.Claim{{Story: "a", Text: "16", Standing: Verified}, {Story: "a", Text: "6", Standing: Verified}}
	s := Claims(madePortfolio(e), nil).Stories[0]
	if len(s.Figures) != 1 || s.Figures[0].Said[0].Sentence != "I led a team of 16 then." || len(s.LeftBehind) != 1 {
		t.Errorf("%+v", s)
	}
}

// contradicting are pairs of sentences of two stories of one project, and
// what they contradict each other over, or "".
var contradicting = []struct{ a, b, over string }{
	{"I led a team of 16.", "I led 14 engineers.", "the size of the team"},
	{"My 12 engineers were on call.", "We were a 9-person team.", "the size of the team"},
	{"I ran a team of sixteen engineers.", "I managed a team of 14 engineers.", "the size of the team"},
	{"I led two teams.", "I ran three teams.", "the number of your teams"},
	{"We had a budget of $2 million.", "The $3 million budget was tight.", "the budget"},
	{"The hosting cost was $400,000 a year.", "I looked at the hosting cost of $700,000 a year.", "the hosting cost"},
	{"The wait fell from 40 minutes to six.", "I cut the wait from 55 minutes to six.", "the wait"},
	{"Faults fell from 31 a week to 4.", "From 31 faults a week we came down to 9.", "the faults"},
	{"Attrition went from 18% to 6%.", "We brought attrition down from 18% to 11%.", "the attrition"},
	{"The migration took six months.", "The migration took us nine months.", "how long the migration took"},
	{"It was a six-month migration.", "The migration took 14 months.", "how long the migration took"},

	{"Search latency fell from 900 to 240 ms, and sales rose by 6%.", "Search latency fell from 900 to 310 ms.", "the search latency"},
	{"The October search latency fell from 900 ms to 240 ms.", "The October search latency fell from 900 ms to 310 ms.", "the search latency"},
	{"The API latency fell from 900 ms to 240 ms.", "We saw that API latency fell from 900 ms to 310 ms.", "the API latency"},
	{"I had 11 engineers reporting to me.", "There were three teams, 21 engineers and two managers reporting to me.", "the size of the team"},
	{"I led the search team at an online bookshop, with 16 engineers.", "I led the search team, 22 engineers.", "the size of the search team"},
	{"The project took six months.", "The whole project took nine months.", "how long the project took"},
	{"A department of 45 people waited for it.", "I was in charge of 60.", "the size of the department"},
	{"I was in charge of 60 people.", "I led 45 people.", "how many people you are in charge of"},

	{"By March the wait fell from 40 minutes to 20.", "By June the wait fell from 40 minutes to six.", ""},
	{"I had 11 engineers reporting to me.", "Their 21 engineers reported to Ana.", ""},
	{"I had 11 engineers reporting to me.", "I asked three more engineers who now report to me.", ""},
	{"I led the search team, 22 engineers.", "I led the billing team, 9 engineers.", ""},
	{"I led the search team, 22 engineers.", "I met the search team and brought 3 engineers.", ""},
	{"I led the search team, 22 engineers.", "I led the search team, and three engineers left.", ""},
	{"A department of 45 people.", "I led a team of 16.", ""},
	{"A department of 45 people.", "Their department of 60 people.", ""},
	{"I was in charge of 60.", "I led 16 engineers.", ""},
	{"The project took six months.", "The migration took nine months.", ""},
	{"The project took six months.", "The work took nine months.", ""},
	{"I led a team of 16.", "I led 16 engineers.", ""},
	{"I led a team of 16.", "I assigned the platform lead and four engineers.", ""},
	{"I led a team of 16.", "She took one of my three teams, eight people, and grew it.", ""},
	{"I led a team of 16.", "I had two teams of seven engineers each.", ""},
	{"I had a budget of $10 million.", "I gave their squad the interface with its $1.2 million budget.", ""},
	{"The rewrite took six months.", "It was a 40-year-old rewrite.", ""},
	{"I led a team of about 40.", "I led 42 engineers.", ""},
	{"I led 42 people.", "I led a team of about 40.", ""},
	{"The team grew from 14 to 16 engineers.", "I led a team of 16.", ""},
	{"At first I led a team of 14.", "I led 16 engineers.", ""},
	{"Today I lead 22 engineers.", "I led 16 engineers.", ""},
	{"I led a team of 16 people.", "My 14 engineers were on call.", ""},
	{"I led a team of 16.", "I asked 3 engineers to stay.", ""},
	{"I led a team of 16.", "The vendor had a team of 5.", ""},
	{"I led a team of 16.", "Their team of 5 was slow.", ""},
	{"I led a team of 16.", "A payments team of 6 waited.", ""},
	{"I led a team of 16.", "I put two of my best engineers on it.", ""},
	{"I led two teams.", "Three other teams moved their dates.", ""},
	{"We had a budget of $2 million.", "The fine was $3 million.", ""},
	{"We had a budget of $2 million.", "The training budget was $50,000.", ""},
	{"We had a budget of about $2 million.", "The $1.9 million budget was tight.", ""},
	{"It saved $1.93 million.", "It saved $1.9 million.", ""},
	{"It saved $100,000 a month.", "It saved $1.2 million a year.", ""},
	{"The job took 6 hours.", "The job took 360 minutes.", ""},
	{"The migration took 6 hours.", "The migration took 360 minutes.", ""},
	{"The migration took six months.", "The migration took half a year.", ""},
	{"The migration took six months.", "The review took two weeks.", ""},
	{"The wait fell from 40 minutes to six.", "Deploy time fell from 90 minutes to ten.", ""},
	{"Recovery time fell from 40 minutes to six.", "Deploy time fell from 90 minutes to ten.", ""},
	{"In spring the wait fell from 40 minutes to 20.", "By winter the wait fell from 40 minutes to six.", ""},
	{"Faults fell from 31 a week to 4.", "Faults fell from 120 a month to 16.", ""},
	{"It took two weeks.", "It took three weeks.", ""},
	{"In 2019 I led 14 engineers.", "In 2022 I led 22 engineers.", ""},
	{"The migration took six months in Q1.", "The migration took nine months in Q3.", ""},
	{"In 2022 I led 14 engineers.", "In 2022 I led 22 engineers.", "the size of the team"},
	{"We had between 10 and 20 faults.", "We had between 30 and 40 faults.", ""},
}

func TestContradictions(t *testing.T) {
	for _, test := range contradicting {
		a, b := madeEntry("a", "Ferries", test.a), madeEntry("b", "The vendor", test.b)
		a.Project, b.Project = "Piers", " piers"
		got := Claims(madePortfolio(a, b), nil).Contradictions
		over := ""
		if len(got) > 0 {
			over = got[0].What
		}
		if over != test.over {
			t.Errorf("%q and %q contradict each other over %q, want %q: %+v", test.a, test.b, over, test.over, got)
		}
		if back := Claims(madePortfolio(b, a), nil).Contradictions; len(back) != len(got) {
			t.Errorf("%q and %q: another order, another result: %+v", test.a, test.b, back)
		}
	}
}

func TestAContradictionQuotesBoth(t *testing.T) {
	a, b := madeEntry("a", "Ferries", "I led a team of 16."), madeEntry("b", "The vendor", "I led 14 engineers.")
	a.Project, b.Project = "piers", "Piers"
	l := Claims(madePortfolio(a, b), nil)
	want := "“Ferries” says “16”, and “The vendor” says “14 engineers”."
	if c := l.Contradictions[0]; c.Says != want || c.A.Sentence != "I led a team of 16." || c.B.Sentence != "I led 14 engineers." || c.B.Story != "b" {
		t.Errorf("%+v", c)
	}
	if !l.Stories[0].Figures[0].Contradicted || !l.Stories[1].Figures[0].Contradicted {
		t.Errorf("%+v", l.Stories)
	}
}

// TestKin checks which stories are compared at all.
func TestKin(t *testing.T) {
	const teamA, teamB = "I led a team of 16.", "I led 14 engineers."
	tests := []struct {
		name               string
		projectA, projectB string
		a, b               string
		twins              []match.Twins
		want               int
	}{
		{"nothing in common", "", "", "", "", nil, 0},
		{"one project", "Piers", "piers", "", "", nil, 1},
		{"two projects", "Piers", "Trains", "", "", []match.Twins{{A: "a", B: "b"}}, 0},
		{"twins", "", "", "", "", []match.Twins{{A: "b", B: "a"}}, 1},
		{"twins, one project named", "Piers", "", "", "", []match.Twins{{A: "a", B: "b"}}, 1},
		{"two names", "", "", "We flew to Tallinn and sat with Kaarel.", "I asked Kaarel about Tallinn.", nil, 1},
		{"two names against the person's word", "Piers", "Trains", "We flew to Tallinn and sat with Kaarel.", "I asked Kaarel about Tallinn.", nil, 0},
		{"a project in the same words", "", "", "I ran the Tollgate project.", "Our Tollgate migration was late.", nil, 1},
		{"a project by its name first", "", "", "We began Project Tollgate.", "It was the Tollgate launch.", nil, 1},
		{"a project that one of them is filed under", "Tollgate rewrite", "", "", "Then the Tollgate platform came.", nil, 1},
		{"two projects in words", "", "", "I ran the Tollgate project.", "Our Lantern migration was late.", nil, 0},
		{"a project against the person's word", "Tollgate", "Lantern", "I ran the Tollgate project.", "Our Tollgate migration was late.", nil, 0},
		{"everyday words beside a project", "", "", "The project ran. Our Kubernetes migration was late.", "Every project ran. The Kubernetes migration was late.", nil, 0},
		{"one name", "", "", "We flew to Tallinn.", "I was in Tallinn.", nil, 0},
		{"first name and surname", "", "", "We asked Priya Shah.", "We asked Priya Shah.", nil, 0},
		{"months and sentence starts", "", "", "In March and April it rained. Nobody came.", "In March and April it rained. Nobody came.", nil, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, b := madeEntry("a", "A", teamA, test.a), madeEntry("b", "B", teamB, test.b)
			a.Project, b.Project = test.projectA, test.projectB
			if got := Claims(madePortfolio(a, b), test.twins).Contradictions; len(got) != test.want {
				t.Errorf("got %+v, want %d", got, test.want)
			}
		})
	}
}

// TestNamesOfManyStoriesBindNone: the names of a company and of one's own
// manager are in every story.
func TestNamesOfManyStoriesBindNone(t *testing.T) {
	var all []Entry
	for i := range 8 {
		all = append(all, madeEntry(string(rune('a'+i)), "A story", "I work for Osprey and report to Kaarel.", "I led a team of "+string(rune('2'+i))+"."))
	}
	if got := Claims(madePortfolio(all...), nil).Contradictions; len(got) > 0 {
		t.Errorf("%+v", got)
	}
}

func TestClaimsOfAnythingAtAll(t *testing.T) {
	for _, text := range []string{"", "“”", "İİ 16", "\xff\xfe 16", "۱۶ نفر", strings.Repeat("16 ", 400)} {
		e := madeEntry("a", text, text)
		e.Claims = []store.Claim{{Story: "a", Text: text, Standing: Confidential, Instead: text}, {Text: "16"}}
		e.FollowUps = []store.FollowUp{{Reply: text}}
		e.Digest.Amounts = append(e.Digest.Amounts, Amount{Sentence: text, Quantity: review.Quantity{Text: text}})
		Claims(madePortfolio(e, e), []match.Twins{{A: "a", B: "gone"}, {A: "a", B: "a"}})
	}
}

func BenchmarkClaims(b *testing.B) {
	p := madeMany(b, 500)
	twins := Alike(p)
	for b.Loop() {
		claimsOf(p, twins)
	}
}
