package model

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// topicText lists what questions are about: see the file.
//
//go:embed topics.txt
var topicText string

// topicNames are the topics of topics.txt, in its order, topicGroups the
// number of each one's group.
var topicNames, topicGroups = nameTopics(topicText)

var topicCount = len(topicNames)

// groupsOfTopics is the number of groups.
var groupsOfTopics = slices.Max(topicGroups) + 1

// aboutCount is the number of outputs of the model of topics: the topics,
// then the groups.
var aboutCount = topicCount + groupsOfTopics

// topicLines cuts the text into its lines, each into name, words of questions
// and words of answers.
func topicLines(text string) [][]string {
	var lines [][]string
	for _, line := range strings.Split(text, "\n") {
		if part := strings.Split(line, "|"); len(part) == 3 && !strings.HasPrefix(line, "#") {
			lines = append(lines, part)
		}
	}
	return lines
}

func nameTopics(text string) (names []string, groups []int) {
	groupNumber := map[string]int{}
	for _, part := range topicLines(text) {
		group, name, _ := strings.Cut(strings.TrimSpace(part[0]), "/")
		if _, ok := groupNumber[group]; !ok {
			groupNumber[group] = len(groupNumber)
		}
		names, groups = append(names, name), append(groups, groupNumber[group])
	}
	return names, groups
}

// topicStems maps stems to the topics that list them, for questions and for
// answers. Only training needs it: the weights hold it by number.
var topicStems = sync.OnceValue(func() (side [2]map[string][]topicWeight) {
	for i := range side {
		side[i] = map[string][]topicWeight{}
		for topic, part := range topicLines(topicText) {
			for _, w := range strings.Fields(part[i+1]) {
				s := stem(plainWord(w))
				if list := side[i][s]; len(list) == 0 || list[len(list)-1].topic != topic {
					side[i][s] = append(list, topicWeight{topic: topic})
				}
			}
		}
		// A word that many topics list says little about any of them.
		for _, list := range side[i] {
			for k := range list {
				list[k].weight = shareOf(len(list))
			}
		}
	}
	return side
})

type topicWeight struct {
	topic  int
	weight float64
}

// topicWord reports whether topics.txt lists a word in any form.
func topicWord(w string) bool {
	s, side := stem(w), topicStems()
	return len(side[0][s]) > 0 || len(side[1][s]) > 0
}

// cuesOf is how far a question asks for each topic by the words of
// topics.txt alone.
func (v *vocabulary) cuesOf(question []uint16) []float64 {
	return sharpen(v.topicWeights(question, v.asks))
}

// topicWeights is how far words speak of each topic: distinct words only, so
// that repeating one does not help, damped by how many there are.
func (v *vocabulary) topicWeights(ids []uint16, lists [][]topicWeight) []float64 {
	out := make([]float64, topicCount)
	seen := v.stemSet()
	for _, id := range ids {
		s := v.stems[id]
		if id < firstWordID || !seen.add(s) {
			continue
		}
		for _, t := range lists[s] {
			out[t.topic] += t.weight
		}
	}
	return out
}

// sharpen keeps of what a question asks for the topics that stand out: each
// counts by its square, and those under half of the strongest not at all.
func sharpen(asked []float64) []float64 {
	top := 0.0
	for _, a := range asked {
		top = max(top, a)
	}
	for k, a := range asked {
		if a < top/2 {
			a = 0
		}
		asked[k] = float64(a * a)
	}
	return asked
}

// topicLists looks the stems of a vocabulary up in one side of topics.txt.
func (v *vocabulary) topicLists(side map[string][]topicWeight) [][]topicWeight {
	lists := make([][]topicWeight, len(v.heads))
	for i, w := range v.words {
		id := firstWordID + uint16(i)
		if list, ok := side[stem(w)]; ok {
			lists[v.stems[id]] = list
		}
	}
	return lists
}
