package model

import (
	_ "embed"
	"math"
	"slices"
	"strings"
)

// topicText lists what questions are about: see the file.
//
//go:embed topics.txt
var topicText string

// topicNames are the topics of topics.txt, in its order, topicGroups the
// number of each one's group.
var topicNames, topicGroups, questionTopics, answerTopics = readTopics(topicText)

var topicCount = len(topicNames)

// groupsOfTopics is the number of groups.
var groupsOfTopics = slices.Max(topicGroups) + 1

// aboutCount is the number of outputs of the model of topics: the topics,
// then the groups.
var aboutCount = topicCount + groupsOfTopics

// readTopics maps stems to the topics that list them, for questions and for
// answers.
func readTopics(text string) (names []string, groups []int, question, answer map[string][]topicWeight) {
	groupNumber := map[string]int{}
	question, answer = map[string][]topicWeight{}, map[string][]topicWeight{}
	for _, line := range strings.Split(text, "\n") {
		part := strings.Split(line, "|")
		if strings.HasPrefix(line, "#") || len(part) != 3 {
			continue
		}
		for side, words := range map[int]string{1: part[1], 2: part[2]} {
			into := question
			if side == 2 {
				into = answer
			}
			for _, w := range strings.Fields(words) {
				s := stem(plainWord(w))
				if list := into[s]; len(list) == 0 || list[len(list)-1].topic != len(names) {
					into[s] = append(into[s], topicWeight{topic: len(names)})
				}
			}
		}
		group, name, _ := strings.Cut(strings.TrimSpace(part[0]), "/")
		if _, ok := groupNumber[group]; !ok {
			groupNumber[group] = len(groupNumber)
		}
		names, groups = append(names, name), append(groups, groupNumber[group])
	}
	// A word that many topics list says little about any of them.
	for _, side := range []map[string][]topicWeight{question, answer} {
		for _, list := range side {
			for i := range list {
				list[i].weight = 1 / math.Sqrt(float64(len(list)))
			}
		}
	}
	return names, groups, question, answer
}

type topicWeight struct {
	topic  int
	weight float64
}

// topicWord reports whether topics.txt lists a word in any form.
func topicWord(w string) bool {
	s := stem(w)
	return len(questionTopics[s]) > 0 || len(answerTopics[s]) > 0
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
	seen := make(map[uint16]bool, len(ids))
	for _, id := range ids {
		s := v.stems[id]
		if id < firstWordID || seen[s] {
			continue
		}
		seen[s] = true
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
	lists := make([][]topicWeight, len(v.stems))
	for i, w := range v.words {
		id := firstWordID + uint16(i)
		if list, ok := side[stem(w)]; ok {
			lists[v.stems[id]] = list
		}
	}
	return lists
}
