package model

import "strings"

// A word is known by its British spelling, whichever the writer uses. Single
// words are listed in plainForms; here are the rules for families of words.

// britishRoots are the beginnings of words that American spelling writes
// otherwise: as Americans write them, then as Britons do.
var britishRoots = rootsOf(`
	behavior:behaviour color:colour favor:favour honor:honour humor:humour laborat:laborat labor:labour neighbor:neighbour rumor:rumour vapor:vapour harbor:harbour
	armor:armour endeavor:endeavour flavor:flavour savor:savour tumor:tumour vigor:vigour rigor:rigour odor:odour candor:candour clamor:clamour
	parlor:parlour valor:valour disfavor:disfavour dishonor:dishonour misbehavior:misbehaviour glamor:glamour demeanor:demeanour splendor:splendour
	fervor:fervour unfavor:unfavour discolor:discolour
	skeptic:sceptic inquir:enquir mold:mould plow:plough smolder:smoulder aluminum:aluminium pajama:pyjama jewelry:jewellery aging:ageing
	acknowledgment:acknowledgement installment:instalment skillful:skilful willful:wilful
	marvelous:marvellous woolen:woollen artifact:artefact cozy:cosy cozi:cosi maneuver:manoeuvre sulfur:sulphur mustache:moustache yogurt:yoghurt
	anesthe:anaesthe pediatr:paediatr orthoped:orthopaed archeo:archaeo leukemi:leukaemi anemi:anaemi encycloped:encyclopaed hemo:haemo
	fetal:foetal fetus:foetus diarrhe:diarrhoe estrogen:oestrogen airplane:aeroplane specialty:speciality gynec:gynaec
	gray:grey specter:spectre somber:sombre caliber:calibre fiber:fibre offense:offence pretense:pretence
	kilometer:kilometre centimeter:centimetre millimeter:millimetre counselor:counsellor center:centre`)

// doubled are words that double their l before an ending in British spelling.
var doubled = rootsOf(`travel cancel label model signal channel fuel counsel dial total tunnel marvel quarrel rival initial level shovel panel
	equal funnel pencil parcel towel duel jewel unravel remodel relabel swivel chisel pedal trial bevel`)

// root is the beginning of words in two spellings.
type root struct{ american, british string }

// rootsOf reads roots, and keeps them by their first two letters.
func rootsOf(list string) map[string][]root {
	roots := map[string][]root{}
	for _, item := range strings.Fields(list) {
		american, british, _ := strings.Cut(item, ":")
		roots[american[:2]] = append(roots[american[:2]], root{american, british})
	}
	return roots
}

// british writes a word as Britons do, as far as the rules go.
func british(w string) string {
	if len(w) < 4 {
		return w
	}
	for _, r := range britishRoots[w[:2]] {
		if behind, ok := strings.CutPrefix(w, r.american); ok {
			return r.british + unsilent(r.british, behind)
		}
	}
	for _, r := range doubled[w[:2]] {
		if behind, ok := strings.CutPrefix(w, r.american); ok && (strings.HasPrefix(behind, "ed") || strings.HasPrefix(behind, "ing") || strings.HasPrefix(behind, "er")) {
			return r.american + "l" + behind
		}
	}
	return w
}

// unsilent takes the e off an ending where the root got one: "centered" is
// "centred".
func unsilent(british, ending string) string {
	if strings.HasSuffix(british, "e") && strings.HasPrefix(ending, "e") {
		return ending[1:]
	}
	return ending
}
