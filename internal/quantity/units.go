package quantity

import "strings"

// flags say what a word can be. A word may be several things ("quarter",
// "second"); the reader of the phrase decides.
type flags uint32

const (
	isSmall    flags = 1 << iota // zero to nine
	isTeen                       // ten to nineteen
	isTens                       // twenty to ninety
	isHundred                    // hundred
	isScale                      // thousand, million
	isDozen                      // dozen
	isArticle                    // a, an
	isHalf                       // half
	isPart                       // third, quarter, fifth: a part or a rank
	isTime                       // a unit of time
	isMoney                      // a currency
	isPerson                     // a person or a body of persons
	isMeasure                    // a unit that needs no plural: MB, degrees
	isThing                      // counted, though it looks like a person
	isStop                       // never inside the phrase that a number opens
	isMonth                      // January
	isNaming                     // names what it stands before: room 12
	isNamer                      // the same, whatever follows: tier 1 teams
	isMultiple                   // doubled, halved
	isTimes                      // once, twice, thrice
	isApprox                     // about, roughly
	isPercent                    // percent
	isMass                       // countable with zero: downtime
)

// entry is what the tables know of a word.
type entry struct {
	flags
	value float64
	unit  string
}

func (e *entry) is(f flags) bool { return e.flags&f != 0 }

// lexicon is the one table: lower-case word to what it can be.
var lexicon = buildLexicon()

const starters = isSmall | isTeen | isTens | isHundred | isScale | isDozen | isArticle | isHalf | isMultiple | isTimes

func buildLexicon() map[string]*entry {
	const size = 2048
	lex, slab := make(map[string]*entry, size), make([]entry, 0, size)
	add := func(f flags, value float64, unit, words string) {
		for _, w := range strings.Fields(words) {
			e := lex[w]
			if e == nil {
				slab = append(slab, entry{})
				e = &slab[len(slab)-1]
				lex[w] = e
			}
			e.flags |= f
			if value != 0 {
				e.value = value
			}
			if unit != "" {
				e.unit = unit
			}
		}
	}
	for i, w := range strings.Fields("zero one two three four five six seven eight nine") {
		add(isSmall, float64(i), "", w)
	}
	for i, w := range strings.Fields("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen") {
		add(isTeen, float64(10+i), "", w)
	}
	for i, w := range strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety") {
		add(isTens, float64(20+10*i), "", w)
	}
	add(isTens, 40, "", "fourty")
	for _, t := range amountTable {
		add(t.flags, t.value, t.unit, t.words)
	}
	add(isStop, 0, "", stopWords)
	add(isPerson, 0, "", personWords)
	add(isThing, 0, "", thingWords)
	return lex
}

// A month counts as 30 days, a quarter as 91, a year as 365, a sprint as 14.
const (
	second  = 1
	minute  = 60
	hour    = 3600
	day     = 86400
	week    = 7 * day
	month   = 30 * day
	quarter = 91 * day
	year    = 365 * day
)

// amountTable holds the words of numbers, of units and around them.
var amountTable = []struct {
	flags flags
	value float64
	unit  string
	words string
}{
	{isSmall, 0, "", "nought naught"},
	{isHundred, 100, "", "hundred"},
	{isScale, 1e3, "", "thousand k"},
	{isScale, 1e6, "", "million mil mln mn mio"},
	{isScale, 1e9, "", "billion bn"},
	{isScale, 1e12, "", "trillion"},
	{isScale, 1e5, "", "lakh lakhs"},
	{isScale, 1e7, "", "crore crores"},
	{isScale, 1e3, "grand", "grand"},
	{isDozen, 12, "", "dozen"},
	{isArticle, 1, "", "a an"},
	{isHalf, 0.5, "", "half"},
	{isPart, 1.0 / 3, "", "third thirds"},
	{isPart | isTime, quarter, "", "quarter quarters"},
	{isPart, 1.0 / 5, "", "fifth fifths"},
	{isPart, 1.0 / 6, "", "sixth sixths"},
	{isPart, 1.0 / 7, "", "seventh sevenths"},
	{isPart, 1.0 / 8, "", "eighth eighths"},
	{isPart, 1.0 / 9, "", "ninth ninths"},
	{isPart, 1.0 / 10, "", "tenth tenths"},
	{isPart, 1.0 / 100, "", "hundredth hundredths"},
	{isTime, 1e-9, "", "nanosecond nanoseconds ns"},
	{isTime, 1e-6, "", "microsecond microseconds µs μs"},
	{isTime, 1e-3, "", "millisecond milliseconds millis ms msec"},
	{isTime, second, "", "second seconds sec secs"},
	{isTime, minute, "", "minute minutes min mins"},
	{isTime, hour, "", "hour hours hr hrs"},
	{isTime, day, "", "day days workday workdays night nights evening evenings morning mornings afternoon afternoons weekday weekdays"},
	{isTime, 2 * day, "", "weekend weekends"},
	{isTime, week, "", "week weeks wk wks workweek workweeks"},
	{isTime, 2 * week, "", "fortnight fortnights sprint sprints"},
	{isTime, month, "", "month months"},
	{isTime, 4 * month, "", "semester semesters trimester trimesters"},
	{isTime, quarter, "", "summer summers winter winters autumn autumns season seasons"},
	{isTime, year, "", "year years yr yrs christmas christmases"},
	{isTime, 10 * year, "", "decade decades"},
	{isTime, 100 * year, "", "century centuries"},
	{isMoney, 1, "USD", "dollar dollars usd bucks buck us$"},
	{isMoney, 1, "EUR", "euro euros eur"},
	{isMoney, 1, "GBP", "pound pounds gbp quid sterling"},
	{isMoney, 0.01, "", "cent cents pence penny pennies paise"},
	{isMoney, 1, "INR", "rupee rupees inr"},
	{isMoney, 1, "BRL", "reais brl"},
	{isMoney, 1, "JPY", "yen jpy"},
	{isMoney, 1, "CNY", "yuan renminbi rmb cny"},
	{isMoney, 1, "CHF", "franc francs chf"},
	{isMoney, 1, "SEK", "kronor krona sek"},
	{isMoney, 1, "NOK", "kroner krone nok dkk"},
	{isMoney, 1, "AED", "dirham dirhams aed"},
	{isMoney, 1, "SAR", "riyal riyals sar"},
	{isMoney, 1, "KES", "shilling shillings kes"},
	{isMoney, 1, "NGN", "naira ngn"},
	{isMoney, 1, "ZAR", "zar rands"},
	{isMoney, 1, "MXN", "peso pesos mxn"},
	{isMoney, 1, "JOD", "dinar dinars"},
	{isMoney, 1, "PLN", "zloty zlotys zlotych pln"},
	{isMoney, 1, "CZK", "koruna korun czk crowns"},
	{isMoney, 1, "TRY", "lira liras"},
	{isMoney, 1, "CAD", "cad"},
	{isMoney, 1, "AUD", "aud"},
	{isMoney, 1, "SGD", "sgd"},
	{isMoney, 1, "IDR", "rupiah"},
	{isMoney, 1, "RUB", "ruble rubles rouble roubles"},
	{isMoney, 1, "KZT", "tenge"},
	{isMoney, 1, "ILS", "shekel shekels"},
	{isMoney, 1, "THB", "baht"},
	{isMoney, 1, "HUF", "forint forints"},
	{isMoney, 1, "UAH", "hryvnia hryvnias"},
	{isMoney, 1, "GHS", "cedi cedis"},
	{isMoney, 1, "VND", "dong"},
	{isMoney, 1, "KRW", "krw"},
	{isPercent, 1, "%", "percent pct percents"},
	{isMeasure, 0, "points", "bp bps pp pts pt ppt"},
	{isMeasure, 0, "", "byte bytes kb mb gb tb pb kib mib gib tib gigs gig kilobytes megabytes gigabytes terabytes petabytes"},
	{isMeasure, 0, "", "kw mw gw kwh mwh gwh twh watt watts kilowatts megawatts kva mva volts amps"},
	{isMeasure, 0, "", "degree degrees celsius fahrenheit km kms kg kgs kilo kilos cm mm metre metres meter meters mile miles feet foot inch inches acre acres hectare hectares litre litres liter liters tonne tonnes ton tons"},
	{isMeasure, 0, "", "qps rps tps fps iops rpm hz khz mhz ghz mbit gbit mbps gbps kbps bit bits"},
	{isMeasure, 0, "", "loc kloc sku rpo"},
	{isMonth, 0, "", "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"},
	{isMultiple, 2, "x", "doubled doubling doubles double twofold"},
	{isMultiple, 3, "x", "tripled tripling triples triple trebled threefold"},
	{isMultiple, 4, "x", "quadrupled quadrupling quadruple fourfold"},
	{isMultiple, 5, "x", "quintupled fivefold"},
	{isMultiple, 6, "x", "sixfold"},
	{isMultiple, 10, "x", "tenfold"},
	{isMultiple, 0.5, "x", "halved halving halves halve"},
	{isTimes, 1, "", "once"},
	{isTimes, 2, "", "twice"},
	{isTimes, 3, "", "thrice"},
	{isApprox, 0, "", "about around roughly approximately approx circa some like maybe perhaps almost say probably basically somewhere"},
	{isMass, 0, "", "downtime loss attrition churn turnover impact data regret unplanned customer escalation rework revenue outage complaint defect"},
	{isNaming, 0, "", namingWords},
	{isNamer, 0, "", namerWords},
}

// namingWords stand before a number that is a name ("room 12"), unless the
// number has a noun of its own ("that year three engineers left").
const namingWords = `number no version phase stage room route step section chapter page line gate building floor bay
terminal priority type class category grade band option plan part volume article rule clause figure table item
point wave round row slot node day week month year sprint quarter act series model release build ticket issue bug question
track zone area unit module lane dock ward bed flight bus train generation mark channel port
studio hall warehouse site plant block store apartment exit lesson slide annex appendix requirement standard fiscal
team squad group`

// namerWords make a name of the number whatever follows it.
const namerWords = `tier level iso soc pci dss rfc sev severity covid gpt ipv python java windows http https basel formula
highway v ver formula tls usb avx ec route nist sox gdpr angular react postgres mysql kafka rails`

// stopWords end the noun phrase that a number opens: words of grammar, and
// the verbs that stories are full of.
const stopWords = `to of in on at for from with by and or but nor that which who whom whose when while because since so as if
than then is are was were be been being am had has have having did do does done would could should will shall can
cannot can't couldn't wouldn't didn't don't doesn't wasn't weren't isn't aren't hadn't haven't hasn't won't
may might must not no i we you he she it they me us him her them my our your his their its mine ours theirs this
these those there here the a an what where how why each every all any both either neither another such
i'm i'd i've i'll we're we'd we've we'll you're you'd it's that's there's he's she's they're they'd they've it'd
im ive id thats theres whats didnt wasnt dont couldnt its theyre youre
after before during within per into onto through between among without until till via across along against toward
towards behind beyond beside besides despite except inside outside upon off out up down over under about around above
below near past plus minus versus vs also just only even ever never always often sometimes usually still already yet
now later earlier early late ago again once twice soon instead rather too very quite really actually basically maybe
perhaps probably almost nearly roughly approximately less fewer because although though whereas however therefore
um uh eh yeah yes okay ok well like let said says say told asked gave give gives got get gets took take takes made
make makes went go goes came come comes left fell rose kept keep ran run led wrote saw see sees knew know knows
thought think felt held brought became become becomes began begin stood stayed stay moved started stopped signed
wanted needed agreed apart together alone altogether everybody everyone somebody someone nobody anybody
would've could've should've might've must've who'd who's who've what's where's when's how's that'd there'd
today yesterday tomorrow tonight afterwards afterward apiece max total ish cause 'cause coz`

// personWords are persons and bodies of persons, in the singular and, where
// it is not the singular with an s, in the plural. What ends in -er, -or,
// -ist and the like is known by its ending and need not be here.
const personWords = `person people persons engineer dev developer customer user client member employee staff
colleague teammate lead director head chief executive exec vp manager architect analyst scientist designer
intern graduate apprentice junior senior veteran contractor freelancer consultant nurse doctor clinician patient
physician surgeon pharmacist therapist teacher pupil student child children kid parent family families household
man men woman women guy lad lass lasses lady ladies girl boy folk folks individual soul other others fte ftes headcount hire joiner newcomer
candidate applicant recruit volunteer donor driver rider courier pilot passenger traveller traveler guest visitor
shopper buyer seller shopkeeper farmer fisherman fishermen grower miner player gamer fan viewer listener reader subscriber citizen
resident voter taxpayer tenant landlord student learner pensioner policyholder cardholder member agent
clerk cashier technician mechanic electrician plumber labourer worker foreman planner dispatcher picker packer
staffer officer official inspector auditor accountant lawyer attorney solicitor judge underwriter broker trader
banker teller advisor adviser supervisor stakeholder sponsor owner founder partner expert specialist specialists generalist
sre sres pm pms em ems tpm tpms tpms ic ics qa dba dbas devs admin admins sysadmin representative rep reps
team squad pod crew group org orgs tribe chapter guild subteam workgroup shift-worker
peer mentee mentor successor survivor witness author contributor maintainer committer reviewer approver responder
friend neighbour neighbor native speaker human adult teen teenager baby babies participant respondent attendee
delegate crewmember policeman policemen salesman salesmen saleswoman saleswomen policewoman policewomen craftswoman craftswomen forewoman salespeople businesspeople craftsman craftsmen tradesman tradesmen draughtsmen
account-manager translator editor journalist producer librarian curator archivist meteorologist physicist
mathematician statistician geologist biologist chemist economist linguist dentist vet vets midwife midwives carer caregiver
actuary actuaries secretary secretaries trustee chemists deputy deputies rookie rookies boss bosses coach coaches
homeowner motorist cyclist commuter soldier sailor cook chef waiter cleaner guard porter steward stewardess
merchandiser stylist artist animator musician dancer granny grannies dean matron pal liaison sister brother cousin actor camper climber skier gambler punter bettor
creator streamer influencer uploader advertiser freelancer gig-worker sub-contractor subcontractor
counterpart persona signatory signatories persons`

// thingWords look like persons by their ending, or could pass for them, but
// are counted as things; firms among them, since a firm is a count unless it
// is called a customer.
const thingWords = `operator tester constructor regulator organisation organization insurer forwarder shipper employer lender ladder ranker brewer grocer-chain maker importer exporter distributor wholesaler manufacturer
server cluster container router computer number order letter meter parameter layer paper filter tracker
buffer timer header offer transfer cover error sensor monitor factor vector processor connector door floor motor
color colour harbor behavior labor flavor odor vapor armor rumor tumor favor honor humor vigor savor parlor indicator sector vendor competitor supplier provider retailer carrier merchant handler publisher
printer scanner reader counter adapter adaptor wrapper handler listener controller helper parser compiler linker
loader builder worker-node scheduler helper trigger pointer register folder binder boiler cooler heater burner
chiller compressor generator transformer inverter actuator elevator escalator excavator tractor trailer trucker
drawer locker charger adapter charter chapter corner quarter semester trimester centimeter kilometer
character customer-facing driver-update dinner supper lecture matter manner power tower shower river border shoulder
finger master copier copter helicopter chopper freighter tanker liner steamer trawler ferry freezer fridge
boarder barrier carrier courier-firm fiber fibre member-state starter newsletter letter poster banner sticker marker
spacer divider splitter switcher multiplexer modulator calculator simulator emulator validator iterator
operator-console translator-tool mentor-hour doctor-visit anchor tutor-hour mirror terror minor major mayor-letter
caller-id blocker stopper show-stopper killer dealbreaker cutover handover takeover rollover hangover turnover
crossover leftover pushover layover stopover makeover discover
disaster master chapter quarter theater theatre center centre data-center hectoliter millimeter
ledger tender gender fender render slider folder holder placeholder reminder remainder header breaker circuit-breaker
cylinder calendar bar car star pillar dollar seminar webinar grammar altar jar war
list checklist wishlist waitlist playlist shortlist backlist test wrist twist
plant variant grant constant quadrant tenant-app restaurant warrant covenant pollutant
committee fee tee tree degree guarantee coffee refugee-camp jubilee pedigree
superpower user-story tier outlier multiplier identifier modifier qualifier classifier amplifier verifier
supermarket broker-message consumer producer interface-user subscriber-list checker bidder-bot crawler spider
trailer dryer dishwasher washer toaster mixer blender oven stroller scooter
flyer layer player-piano prayer foyer skyscraper wallpaper newspaper sweeper bumper
sewer shower flower tower power answer drawer viewer-tool screwdriver driver-version
lever river server solver resolver waver receiver quaver maneuver
bidder folder feeder reorder stakeholder-map launcher dispatcher-tool catcher switcher pitcher
partner`
