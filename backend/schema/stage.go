package schema

// FieldProbability is the percentage of a type that follows the stage: how likely it is that something comes of the record.
const FieldProbability = "probability"

// FieldExpected is the ready field for what a deal is worth today: its value times its probability.
const FieldExpected = "expected"

// The outcomes that close a record.
const (
	Won  = "won"
	Lost = "lost"
)

// certain is the probability of what is won, in percent.
const certain = 100

// maxRotsAfter is the most days, ten years, that a stage may let its records stay without a change.
const maxRotsAfter = 3650

// percentScale is how many stored units make one percent.
const percentScale = 1_000_000

// Stage returns the field in which records of the type go forward: the first choice of which some value closes them.
func (t *ElementType) Stage() (*Field, bool) {
	for _, f := range t.Fields {
		if f.Kind == KindChoice && f.isStage() {
			return f, true
		}
	}
	return nil, false
}

// Follows is the field that a field tells of without being made of it: the probability of what is closed says whether it was won.
func (t *ElementType) Follows(f *Field) (*Field, bool) {
	if f.Name != FieldProbability || f.Kind != KindPercent {
		return nil, false
	}
	return t.Stage()
}

// Chance is the probability that a stage gives, as a value of a percentage: all of what is won, nothing of what is lost. It is nil where
// the stage says none.
func (c Choice) Chance() Value {
	switch {
	case c.Outcome == Won:
		return int64(certain * percentScale)
	case c.Outcome == Lost:
		return int64(0)
	case c.Probability != nil:
		return int64(*c.Probability) * percentScale
	}
	return nil
}

// validProbability reports whether a choice may say how likely it is: only one that closes nothing, and a share of the whole.
func (f *Field) validProbability(c Choice) bool {
	if c.Probability == nil {
		return true
	}
	return f.Kind == KindChoice && c.Outcome == "" && *c.Probability >= 0 && *c.Probability <= certain
}

// validRotsAfter reports whether a choice may say after how many days without a change what it holds is forgotten.
func (f *Field) validRotsAfter(c Choice) bool {
	if c.RotsAfter == nil {
		return true
	}
	return f.Kind == KindChoice && c.Outcome == "" && *c.RotsAfter >= 0 && *c.RotsAfter <= maxRotsAfter
}
