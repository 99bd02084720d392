package quantity

import (
	"math"
	"strings"
	"testing"

	"rehearse/internal/prose"
)

// example is a sentence with what must be found in it: "kind|text", and for
// some the value, "kind|text|value".
type example struct {
	text string
	want string // several parted by "; "
}

func check(t *testing.T, examples []example) {
	t.Helper()
	for _, e := range examples {
		var got []string
		want := []string{}
		if e.want != "" {
			want = strings.Split(e.want, "; ")
		}
		found := Find(prose.Read(e.text))
		for i, q := range found {
			s := string(q.Kind) + "|" + e.text[q.Start:q.End]
			if i < len(want) && strings.Count(want[i], "|") == 2 {
				s += "|" + number3(q.Value)
			}
			got = append(got, s)
		}
		if strings.Join(got, "; ") != strings.Join(want, "; ") {
			t.Errorf("%q\n got  %s\n want %s", e.text, strings.Join(got, "; "), e.want)
		}
	}
}

// number3 writes a value with three decimals at most.
func number3(v float64) string {
	s := strings.TrimRight(strings.TrimRight(formatted(v), "0"), ".")
	return s
}

func TestMoney(t *testing.T) {
	check(t, []example{
		{"It pays out $38M a day.", "money|$38M a day|38000000"},
		{"It is down to half a per cent.", "percent|half a per cent|.5"},
		{"It is down to half per cent.", "percent|half per cent|.5"},
		{"We had, um, 38 of, you know, the engineers there.", "people|38 of, you know, the engineers|38"},
		{"It fell from 6, uh, to 3 hours.", "duration|from 6, uh, to 3 hours|10800"},
		{"We saved €9.3M a year in licences.", "money|€9.3M a year|9300000"},
		{"A deal of £1.2bn went through.", "money|£1.2bn|1200000000"},
		{"It cost ₹3,50,000 to fix.", ""},
		{"It cost ₹350,000 to fix.", "money|₹350,000|350000"},
		{"They paid R$4.6 million at once.", "money|R$4.6 million|4600000"},
		{"Our budget was EUR 2.4m for the year.", "money|EUR 2.4m|2400000"},
		{"The bill came to 1.2m EUR in May.", "money|1.2m EUR|1200000"},
		{"We lost two million dollars.", "money|two million dollars|2000000"},
		{"They spent forty grand on it.", "money|forty grand|40000"},
		{"The rewrite was quoted at $2-3M by the vendor.", "money|$2-3M|2500000"},
		{"It was a seven-figure contract.", "money|seven-figure|1000000"},
		{"The saving was in the seven figures.", "money|seven figures|1000000"},
		{"We came in at $29.4M by October.", "money|$29.4M"},
		{"It meant $31M out of $164M.", "money|$31M out of $164M|31000000"},
		{"it saved us around one point four million", "money|one point four million|1400000"},
		{"The premium rose by 0.7 million instead of 2.2.", "money|0.7 million instead of 2.2|700000"},
		{"All payouts over €500 were held.", "money|over €500|500"},
		{"A limit of €400 per customer was set.", "money|€400 per customer"},
		{"It was off by a cent or two.", "money|a cent or two"},
		{"They fined us 500 €, no more.", "money|500 €|500"},
		{"It held half a million dollars.", "money|half a million dollars|500000"},
	})
}

func TestPercentAndPoints(t *testing.T) {
	check(t, []example{
		{"9% of the payouts were late.", "percent|9%|9"},
		{"Late payouts came under 1%.", "percent|under 1%|1"},
		{"It made nearly ten percent.", "percent|nearly ten percent|10"},
		{"It came down to half a percent.", "percent|half a percent|.5"},
		{"The share rose 12 percentage points.", "count|12 percentage points|12"},
		{"NPS went up eleven points.", "count|eleven points|11"},
		{"Margins fell 30 basis points.", "count|30 basis points|30"},
		{"We were at 0.4 per cent by then.", "percent|0.4 per cent"},
		{"production incidents, minus thirty-eight percent", "percent|thirty-eight percent|38"},
		{"ninety four percent of claims settled by themselves", "percent|ninety four percent|94"},
	})
}

func TestPeople(t *testing.T) {
	check(t, []example{
		{"There were 14 engineers in two squads.", "people|14 engineers|14; people|two squads|2"},
		{"Four people had resigned.", "people|Four people"},
		{"I led 26 consultants and developers.", "people|26 consultants and developers"},
		{"We hired four, and two left.", "people|four; people|two"},
		{"It was a group of six by then.", "people|six|6"},
		{"Two of them were furious.", "people|Two of them"},
		{"I asked two of our fraud analysts.", "people|two of our fraud analysts"},
		{"The app has 5 million users.", "people|5 million users|5000000"},
		{"about four thousand roaming customers complained", "people|four thousand roaming customers|4000"},
		{"thirty something people left", "people|thirty something people"},
		{"A 12-person team owned it.", "people|12-person|12"},
		{"Three nurses and 40 drivers tried it.", "people|Three nurses; people|40 drivers"},
		{"I asked five systems engineers.", "people|five systems engineers"},
		{"It took 3 IT directors to sign.", "people|3 IT directors"},
		{"We had four servers and three routers.", "count|four servers; count|three routers"},
		{"The team grew from 6 engineers to 22.", "people|from 6 engineers to 22|22"},
	})
}

func TestDuration(t *testing.T) {
	check(t, []example{
		{"The limit was 500ms at first.", "duration|500ms|.5"},
		{"A six-week pilot ran.", "duration|six-week|3628800"},
		{"It took two and a half hours.", "duration|two and a half hours|9000"},
		{"a year and a half later", "duration|a year and a half|47304000"},
		{"It lasted 4 hours 10 minutes.", "duration|4 hours 10 minutes|15000"},
		{"Four left in the half year before.", "people|Four; duration|half year"},
		{"For half a year we waited.", "duration|half a year"},
		{"It was missing for over a quarter of an hour.", "duration|over a quarter of an hour|900"},
		{"That cost us maybe a month.", "duration|a month|2592000"},
		{"I was given two quarters.", "duration|two quarters|15724800"},
		{"She coded two days a week.", "duration|two days a week"},
		{"She wanted a year's notice.", "duration|a year"},
		{"The waits were up to 40 minutes.", "duration|up to 40 minutes|2400"},
		{"we were doing sixty-five hour weeks", "duration|sixty-five hour weeks|234000"},
		{"Over three mornings we drew it.", "duration|three mornings"},
		{"It went on for over a year.", "duration|over a year"},
		{"It opened in four hundred milliseconds.", "duration|four hundred milliseconds|.4"},
		{"I did it in an evening in Rust.", "duration|an evening"},
		{"It ran overnight, as usual.", ""},
		{"One day I saw it, and on one afternoon we talked.", ""},
	})
}

func TestCount(t *testing.T) {
	check(t, []example{
		{"the nightly pile went from around 1,900 items to under 400", "count|from around 1,900 items to under 400|400"},
		{"we had four thousand two hundred test cases", "count|four thousand two hundred test cases|4200"},
		{"I asked the same two questions.", "count|two questions|2"},
		{"It takes 40 requests a second.", "count|40 requests a second"},
		{"We had 3 incidents per month.", "count|3 incidents per month"},
		{"for twenty four of thirty none of them", "count|twenty four of thirty|24"},
		{"Only 4 of the 86 hotels had started.", "count|4 of the 86 hotels|4"},
		{"We tried three times.", "count|three times"},
		{"We meet twice a year.", "count|twice a year|2"},
		{"I read 134 of them.", "count|134 of them|134"},
		{"We agreed on six without discussion.", "count|six|6"},
		{"There were 57 status codes in 8 MB.", "count|57 status codes; count|8 MB"},
		{"It had zero breaker trips and zero downtime.", "count|zero breaker trips|0; duration|zero downtime|0"},
		{"All the renewals were signed but one.", "count|but one|1"},
		{"together we made list of hundred and ten situations", "count|hundred and ten situations|110"},
		{"The switch was made one hall per month.", "count|one hall per month|1"},
		{"There were 18 company-wide objectives.", "count|18 company-wide objectives"},
		{"He wrote a 30-page document.", "count|30-page"},
		{"We get five to seven actions out of it.", "count|five to seven actions|6"},
		{"It has maybe twenty, thirty steps.", "count|twenty, thirty steps|25"},
		{"lost four hundred segments of somebody's work a week", "count|four hundred segments of somebody's work a week"},
		{"Outages fell from 23 a quarter to 1.", "count|from 23 a quarter to 1|1"},
		{"the notices dropped to five a month straight off", "count|five a month|5"},
		{"It dropped to three or four a week.", "count|three or four a week"},
		{"about a dozen services failed", "count|a dozen services|12"},
		{"It failed two or three times.", "count|two or three times"},
	})
}

func TestRatio(t *testing.T) {
	check(t, []example{
		{"Throughput is 3x what it was.", "ratio|3x|3"},
		{"Traffic doubled, cost halved.", "ratio|doubled|2; ratio|halved|.5"},
		{"We cut it in half.", "ratio|in half|.5"},
		{"Build time dropped by half.", "ratio|by half|.5"},
		{"It scored 4.5/5 in the survey.", "ratio|4.5/5|4.5"},
		{"We ran at four nines.", "ratio|four nines|4"},
		{"One in five failed.", "ratio|One in five|.2"},
		{"Nine times out of ten they know.", "ratio|Nine times out of ten"},
		{"The engagement score went from 41 to 77.", "ratio|from 41 to 77|77"},
		{"a third of the jobs fed nothing", "ratio|a third of the jobs"},
		{"We spent two thirds of the money.", "ratio|two thirds of the money"},
		{"Satisfaction reached 4.6 out of 5.", "ratio|4.6 out of 5|4.6"},
		{"It is twice as fast now.", "ratio|twice"},
		{"Incidents fell by a third.", "ratio|a third"},
		{"a third time, a third party and a second team", ""},
	})
}

func TestChange(t *testing.T) {
	check(t, []example{
		{"Click-through rose from 32% to 44%.", "percent|from 32% to 44%|44"},
		{"It fell from 62 to 91 percent.", "percent|from 62 to 91 percent|91"},
		{"It went 6 hours down to 15 minutes.", "duration|6 hours down to 15 minutes|900"},
		{"Churn is at 15% from 40%.", "percent|15% from 40%|15"},
		{"field bugs went from about thirty per release to nine", "count|from about thirty per release to nine|9"},
		{"It would go from 3% to 5%.", "percent|from 3% to 5%|5"},
		{"It takes 5 hours instead of four days.", "duration|5 hours instead of four days|18000"},
		{"The refund took 2 days rather than 23.", "duration|2 days rather than 23|172800"},
		{"The wait dropped from 52 hours to 8.", "duration|from 52 hours to 8|28800"},
		{"It is 1.9 seconds before and 1.8 after.", "duration|1.9 seconds before and 1.8 after|1.8"},
		{"The 14 became 3.", "count|14 became 3|3"},
		{"In 2 days, and before it was 9, we close.", "duration|2 days, and before it was 9|172800"},
		{"Deploys take 12 days, where it had been 41.", "duration|12 days, where it had been 41|1036800"},
		{"It had 130 engineers, and when I left it had 520.", "people|130 engineers, and when I left it had 520|520"},
		{"Latency 6h → 15m, we said.", "duration|6h → 15m|900"},
		{"63 open requests from 29 hospital customers", "count|63 open requests; people|29 hospital customers"},
		{"I gave two engineers to three teams.", "people|two engineers; people|three teams"},
	})
}

func TestNot(t *testing.T) {
	for _, text := range []string{
		"In 2019 and since 1994 it ran on S3 and EC2.",
		"We set the date for 30 June, or the 12th of August.",
		"By Q4 we did 24/7 on-call and 1:1 talks with an L6.",
		"COVID-19 and GPT-4 and ISO 27001 and PCI DSS 4 came.",
		"It was version 2.3.1, and then v2 on Python 3.",
		"At 5:40 in the morning, at 3 pm and at nine we met.",
		"at two in the morning i rolled it back",
		"One of the leads told me, and no one else did.",
		"Several people, a couple of teams and hundreds of users.",
		"The tier 1 problem was in room 12 on level 3.",
		"He was the first, she the third, on day one.",
		"Call +1 555 0100 200 about ticket #123.",
		"since nineteen ninety eight and in twenty nineteen",
		"the thirty first of july",
		"We took them one by one and one at a time.",
		"B2B is a P1, said route 66.",
		"half past six it was",
		"at a quarter to eight",
		"We went back and double-checked it.",
	} {
		for _, q := range Find(prose.Read(text)) {
			t.Errorf("%q: found %s %q", text, q.Kind, text[q.Start:q.End])
		}
	}
}

func TestDetails(t *testing.T) {
	one := func(text string) Quantity {
		t.Helper()
		qs := Find(prose.Read(text))
		if len(qs) != 1 {
			t.Fatalf("%q: found %d amounts", text, len(qs))
		}
		return qs[0]
	}
	q := one("The pile went from around 1,900 items to under 400.")
	if !q.Change || q.From != 1900 || q.To != 400 || q.Noun != "items" || q.Bound != "under" || !q.Approx {
		t.Errorf("%+v", q)
	}
	if q = one("It pays about $38M a day."); q.Unit != "USD" || q.Rate != "day" || !q.Approx {
		t.Errorf("%+v", q)
	}
	if q = one("It is 15% from 40%."); !q.Change || q.From != 40 || q.To != 15 {
		t.Errorf("%+v", q)
	}
	if q = one("They cut 6 hours down to 15 minutes."); q.From != 21600 || q.To != 900 || q.Unit != "s" {
		t.Errorf("%+v", q)
	}
	if q = one("It scored 4.5/5 today."); q.Unit != "/5" {
		t.Errorf("%+v", q)
	}
	if q = one("It needs at least 40 servers."); q.Bound != "atleast" || q.Noun != "servers" {
		t.Errorf("%+v", q)
	}
	if q = one("We shipped five to seven fixes."); !q.Range || q.From != 5 || q.To != 7 {
		t.Errorf("%+v", q)
	}
	if q = one("It took no more than 3 days."); q.Bound != "upto" || q.Value != 3*day {
		t.Errorf("%+v", q)
	}
}

// formatted writes a value with three decimals, without a leading zero.
func formatted(v float64) string {
	whole, frac := math.Modf(v + .0000001)
	s := ""
	if whole != 0 || frac < .001 {
		s = itoa(int64(whole))
	}
	return s + "." + pad3(int64(frac*1000+.5))
}

func itoa(n int64) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func pad3(n int64) string {
	return string([]byte{byte('0' + n/100%10), byte('0' + n/10%10), byte('0' + n%10)})
}
