package review

import "strings"

// failureCues are turns by which a question asks for a failure, mistakes and
// promises not kept included. Words stand whole unless a cue ends in *; what
// stands on both sides of … may have anything between.
var failureCues = cuesOf(`
fail / failed / fails / failure* / mistake* / regret* / flop* / bombed / blunder* / misjudg* / misstep* / mishandl* / botch* / fiasco / disaster
backfire* / setback* / screw* / blew / blown / messed up / mess up / apologi* / fell short / fall short / fell flat / flat on its face / collapsed
went wrong / go wrong / gone wrong / goes wrong / going wrong / got … wrong / get … wrong / were wrong / been wrong / being wrong / was wrong
wrong person / wrong call / wrong bet / wrong thing / wrong decision / wrong hire / wrong button / wrong choice / wrong way / wrong turn / proved wrong / turned out wrong
did not succeed / didn't succeed / did not go / didn't go / not go to plan / never went / did not work out / didn't work out / did not come off / didn't come off
did not keep / didn't keep / not kept / did not deliver / didn't deliver / not deliver / did not meet / didn't meet / did not make / didn't make / did not hold / didn't hold
commitment … miss* / missed … commitment* / deadline … miss* / missed … deadline* / date … slip* / miss … date / missed … date / missed a / slipped … deadline
promise* … break / break … promise* / broke … promise* / promise* … broke / broke your word / break your word / could not keep / couldn't keep / unable to keep
badly at first / badly at the start / badly at the beginning / badly in the beginning / badly to begin with / badly handled / poorly at first / poorly handled
handled badly / handled poorly / handle badly / handled … badly / handled … poorly / managed … badly / managed … poorly / dealt with badly / treated … badly / not handle … well / didn't handle … well
over engineer* / overengineer* / over build / over built / overbuilt / overbuild / overcomplicat* / over complicat* / built … too complicated / built … too elaborate / built … too complex / made … too complicated
build … too complicated / build … too elaborate / build … too complex / make … too complicated / more elaborate than / more complicated than / bigger than … had to / bigger than … needed / bigger than … any / more than … needed / heavier than / fancier than
do differently / undo / do over / take back / let someone down / let somebody down / let people down / let … team down / let them down / let … down
shouldn't have / should not have / should never have / error / errors / oversight of yours / your own doing / your own fault / to blame / your fault
wrong promotion / hired or promoted … wrong / hire … wrong / hired … wrong / promoted … wrong / decision … wrong / approach … wrong
not go as / built … far too / built … far more / build … far too / build … far more / built … way too / built … way more / build … way more / been far too / was far too
bigger than the problem / far bigger than / miss … commitment* / promise … keep / promise … kept / dealt … poorly / dealt … badly / delivery … slipped
launch … did not work / launch … didn't work / launch … went badly / release … went badly / worst launch / gave your word … could not`)

// noFailure are turns with the words of those that ask for something else.
var noFailure = []string{" expected to fail ", " bound to fail ", " sure to fail ", " afford to fail ", " not fail ", " would fail ", " will fail ", " might fail ", " could fail ", " not to fail ",
	" had let down ", " you'd let down ", " had let them down "}

// cuesOf reads cues into the parts that must follow each other.
func cuesOf(list string) [][]string {
	var cues [][]string
	for _, cue := range strings.FieldsFunc(list, func(r rune) bool { return r == '/' || r == '\n' }) {
		var parts []string
		for _, part := range strings.Split(cue, "…") {
			part = strings.TrimSpace(part)
			if begins, open := strings.CutSuffix(part, "*"); open {
				parts = append(parts, " "+begins)
			} else {
				parts = append(parts, " "+part+" ")
			}
		}
		cues = append(cues, parts)
	}
	return cues
}

// KindOf infers from a question whether it asks about a failure: "failure" or
// "standard". Without a question an answer is standard.
func KindOf(question string) string {
	words := strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(question, "’", "'")), func(r rune) bool {
		return r != '\'' && (r < 'a' || r > 'z')
	})
	q := " " + strings.Join(words, " ") + " "
	for _, turn := range noFailure {
		q = strings.ReplaceAll(q, turn, " ")
	}
	for _, cue := range failureCues {
		if inOrder(q, cue) {
			return "failure"
		}
	}
	return "standard"
}

// inOrder reports whether the parts follow each other in a text. Two parts may
// share the space between them.
func inOrder(text string, parts []string) bool {
	for _, part := range parts {
		i := strings.Index(text, part)
		if i < 0 {
			return false
		}
		text = text[i+len(part)-1:]
	}
	return true
}
