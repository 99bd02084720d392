package checks

import (
	"strings"

	"rehearse/internal/prose"
)

// Blame in plain words is rare among people who prepared, so a model learns
// little of it; but it is plain, and one sentence of it is what an
// interviewer writes down. Subtler blame is left to the model.

var (
	// faultWords name a guilt, and belong to whoever the word before says.
	faultWords = wordSet("fault mess")
	// scorn says what somebody is, which a fact about them does not.
	scorn = wordSet("incompetent useless clueless lazy hopeless idiot idiots idiotic moron morons amateur amateurs careless sloppy negligent stupid")
	// theirs and the like stand before a fault that is somebody's.
	theirs = wordSet("their his her theirs hers")
	// nobodys look like a name with an apostrophe, and name no one.
	nobodys = wordSet("nobody's noone's one's it's that's there's what's who's whose everybody's everyone's let's anybody's anyone's i's how's here's other's")
	// fillers are words that may stand between somebody and what they are.
	fillers = wordSet("a an the just simply so very completely totally utterly plain frankly all both always too really quite a bunch of own entire entirely whole")
	copulas = wordSet("is are was were they're he's she's been being")
	// someone is whom scorn is about: things may be useless without blame.
	someone = wordSet("they they're he he's she she's who people everyone everybody team teams manager managers director directors boss bosses vp cto ceo leadership management " +
		"vendor vendors supplier suppliers contractor contractors consultant consultants consultancy agency agencies partner partners customer customers client clients " +
		"engineer engineers developer developers lead leads architect architects colleague colleagues peer peers pm pms sales marketing finance legal product qa ops security support procurement hr")
	// tellers make a sentence somebody's word, not the speaker's own.
	tellers = wordSet("said says saying called calls calling thought thinks believed believes felt feels told tells claimed claims insisted shouted yelled blamed asked wrote heard feared worried convinced")
	dropped = wordSet("us me everyone everybody team teams customers customer users")
	denials = wordSet("not never no nobody wasn't isn't weren't aren't hardly don't didn't doesn't nor neither without")
	selves  = wordSet("i me my mine myself i'd i'll i've i'm we our ours us")
)

// blames reports whether a sentence puts the blame on others in so many
// words: a fault that is somebody else's, what somebody is for a useless one,
// who let whom down, or that none of it was one's own.
func blames(words []prose.Word) bool {
	for i := range words {
		w := words[i].Norm
		switch {
		case faultWords[w] && faultOfOthers(words, i),
			scorn[w] && scorned(words, i),
			w == "down" && letDown(words, i):
			return true
		}
	}
	return false
}

// faultOfOthers: "it was their fault", "the vendor's own mess", "not my
// fault". "My fault", "nobody's fault", "he thought it was his fault" and
// "it was not their fault" blame no one.
func faultOfOthers(words []prose.Word, i int) bool {
	k := i - 1
	for k >= 0 && fillers[words[k].Norm] {
		k--
	}
	if k < 0 || anyWord(words[:k], tellers) {
		return false
	}
	owner := words[k].Norm
	denied := anyWord(words[max(0, k-4):k], denials)
	if owner == "my" || owner == "our" {
		return denied && !anyWord(words[:max(0, k-4)], selves)
	}
	return !denied && (theirs[owner] || strings.HasSuffix(owner, "'s") && !nobodys[owner] || strings.HasSuffix(owner, "s'"))
}

// scorned: "their consultants were incompetent", "my director is an idiot".
func scorned(words []prose.Word, i int) bool {
	k := i - 1
	for k >= 0 && fillers[words[k].Norm] {
		k--
	}
	if k < 0 || !copulas[words[k].Norm] || anyWord(words[:k], tellers) || anyWord(words[max(0, k-1):i], denials) {
		return false
	}
	if someone[words[k].Norm] { // they're, he's
		return true
	}
	return k > 0 && (someone[words[k-1].Norm] || byName(words, k-1))
}

// byName reports whether a word inside a sentence begins with a capital.
func byName(words []prose.Word, i int) bool {
	return i > 0 && words[i].Upper && !selves[words[i].Norm]
}

// letDown: "they let us down". "I let the team down" is one's own share.
func letDown(words []prose.Word, i int) bool {
	for k := i - 1; k > 0 && k >= i-4; k-- {
		if words[k].Norm == "let" {
			return anyWord(words[k+1:i], dropped) && !anyWord(words[max(0, k-4):k], selves) && !anyWord(words[max(0, k-4):k], denials) && !anyWord(words[:k], tellers)
		}
	}
	return false
}
