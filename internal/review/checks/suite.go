package checks

import (
	"rehearse/internal/review"
	"rehearse/internal/review/model"
	"rehearse/internal/rubric"
)

// Suite is every check, in the order in which docs/checks.md shows them:
// the flags of the annotation guide, advice, housekeeping. What an answer
// shows of principles and level is not a check: see judge.go.
func Suite(m *model.Model) []*review.Analyzer { return newSuite(m).checks() }

// NewEngine puts the suite and the judge together around one model, to hold
// answers against one rubric.
func NewEngine(r *rubric.Rubric, m *model.Model) (*review.Engine, error) {
	s := newSuite(m)
	return review.New(r, s.checks(), s.judge())
}

func (s *suite) checks() []*review.Analyzer {
	return []*review.Analyzer{
		s.noMetric(),
		s.missingResult(),
		s.missingTask(),
		s.longSetup(),
		s.thinAction(),
		s.hiddenSelf(),
		s.soleCredit(),
		s.blame(),
		s.unilateral(),
		s.noPeople(),
		s.aboveLevel(),
		s.belowLevel(),
		s.noLesson(),
		s.hypothetical(),
		s.offQuestion(),

		s.vagueNumber(),
		s.passiveAction(),
		s.hedging(),
		s.overBudget(),
		s.underBudget(),
		s.buriedHeadline(),
		s.noBaseline(),
		s.noStakeholder(),
		s.noLastingChange(),
		s.jargonWall(),
		s.weInAction(),
		s.namedPrinciple(),
		s.noTechnicalHand(),
		s.oneSided(),
		s.narrowCollaboration(),
		s.redFlag(),

		housekeeping(review.DeadSuppression),
		housekeeping(review.BadSuppression),
	}
}

// check makes an analyser of a rule with its texts. It reads the roles and
// the amounts, as nearly every check does.
func (s *suite) check(rule string, run func(p *review.Pass, r *reading)) *review.Analyzer {
	return &review.Analyzer{
		Name: rule, Doc: texts(rule), Requires: []*review.Analyzer{quantities, s.reads, functionsNamed},
		Run: func(p *review.Pass) (any, error) {
			run(p, s.reading(p))
			return nil, nil
		},
	}
}

// housekeeping makes a check that the engine raises itself, about the file
// and not the answer.
func housekeeping(rule string) *review.Analyzer {
	return &review.Analyzer{Name: rule, Doc: texts(rule), Run: func(*review.Pass) (any, error) { return nil, nil }}
}
