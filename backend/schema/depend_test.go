package schema_test

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"kontora/backend/locale"
	"kontora/backend/schema"
)

// hanging is a choice field of that name which depends on another one; each choice is written as its value and the values it belongs to.
func hanging(name, on string, stage bool, choices ...[]string) *schema.Field {
	f := fieldOf(schema.KindChoice)
	f.Name, f.DependsOn, f.Choices = name, on, nil
	for _, c := range choices {
		f.Choices = append(f.Choices, schema.Choice{Value: c[0], For: c[1:], Labels: locale.Labels{locale.English: c[0], locale.Russian: c[0]}})
	}
	if stage {
		f.Choices[len(f.Choices)-1].Outcome = schema.Won
	}
	return f
}

// selling is a type whose stage depends on a pipeline.
func selling(fields ...*schema.Field) *schema.ElementType {
	name := fieldOf(schema.KindText)
	name.Name = schema.FieldName
	t := &schema.ElementType{
		Name: "sale", Default: schema.Private, CreatorKeeps: schema.CreatorViews, Supervision: schema.UsualSupervision(),
		Labels: schema.TypeLabels{One: name.Labels, Many: name.Labels},
	}
	t.Fields = append(append(t.Fields, name), fields...)
	return t
}

func TestFieldsThatCannotDependOnOthers(t *testing.T) {
	pipeline := hanging("pipeline", "", false, []string{"retail"}, []string{"trade"})
	text := fieldOf(schema.KindText)
	text.Name, text.DependsOn = "text", "pipeline"
	for about, test := range map[string]struct {
		fields []*schema.Field
		want   map[string]string
	}{
		"every pipeline has a stage":      {[]*schema.Field{pipeline, hanging("stage", "pipeline", true, []string{"talk", "retail"}, []string{"won"})}, nil},
		"a region need not be everywhere": {[]*schema.Field{pipeline, hanging("region", "pipeline", false, []string{"north", "retail"})}, nil},
		"a pipeline without a stage":      {[]*schema.Field{pipeline, hanging("stage", "pipeline", true, []string{"won", "retail"})}, map[string]string{"choices": "schema.choice_none_for"}},
		"a stage of no pipeline there is": {[]*schema.Field{pipeline, hanging("stage", "pipeline", true, []string{"talk", "lease"}, []string{"won"})}, map[string]string{"choices": "schema.choice_for"}},
		"what depends on nothing":         {[]*schema.Field{pipeline, hanging("stage", "", true, []string{"talk", "retail"}, []string{"won"})}, map[string]string{"choices": "schema.choice_for_nothing"}},
		"a field that is not there":       {[]*schema.Field{hanging("stage", "pipeline", true, []string{"won"})}, map[string]string{"depends_on": "schema.depends_on"}},
		"a field of another kind":         {[]*schema.Field{hanging("stage", "name", true, []string{"won"})}, map[string]string{"depends_on": "schema.depends_on"}},
		"a text that depends":             {[]*schema.Field{pipeline, text}, map[string]string{"depends_on": "schema.depends_on"}},
		"itself":                          {[]*schema.Field{hanging("stage", "stage", true, []string{"won"})}, map[string]string{"depends_on": "schema.depends_on_circle"}},
		"a circle": {[]*schema.Field{
			hanging("a", "b", false, []string{"x"}), hanging("b", "a", false, []string{"x"}),
		}, map[string]string{"depends_on": "schema.depends_on_circle"}},
	} {
		if got := problems(selling(test.fields...).Validate()); !maps.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", about, got, test.want)
		}
	}
}

func TestAPipelineTakesItsOwnStagesAlong(t *testing.T) {
	pipeline := hanging("pipeline", "", false, []string{"retail"}, []string{"trade"})
	et := selling(pipeline, hanging("stage", "pipeline", true, []string{"talk", "retail", "trade"}, []string{"tender", "trade"}, []string{"won"}))
	stage, _ := et.Field("stage")
	stage.Start = []byte(`"tender"`)
	left := *pipeline
	left.Choices = left.Choices[:1]
	et.Put(&left)
	et.Untie(&left)
	stage, _ = et.Field("stage")
	if len(stage.Choices) != 2 || !slices.Equal(stage.Choices[0].For, []string{"retail"}) || len(stage.Choices[1].For) != 0 || stage.Start != nil {
		t.Errorf("left are %+v, starting with %s", stage.Choices, stage.Start)
	}
	if err := et.Validate(); err != nil {
		t.Error(err)
	}
}

// TestAStageFollowsItsPipeline compares what becomes of a record with the rule told in plain words.
func TestAStageFollowsItsPipeline(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stages := hanging("stage", "pipeline", rapid.Bool().Draw(t, "is a stage"), belonging(t, "talk"), belonging(t, "tender"), belonging(t, "won"))
		et := selling(hanging("pipeline", "", false, []string{"retail"}, []string{"trade"}, []string{"lease"}), stages)
		before, after := values(t, "before", stages), make(map[string]schema.Value)
		maps.Copy(after, before)
		isNew := rapid.Bool().Draw(t, "new")
		sent := make(map[string]bool)
		for name, v := range values(t, "sent", stages) {
			sent[name] = true
			after[name] = v
		}
		right := schema.Edit
		if !sent["stage"] {
			right = rapid.SampledFrom([]schema.FieldRight{schema.Hidden, schema.Masked, schema.Read, schema.Edit}).Draw(t, "right")
		}
		wanted, refused := plainly(stages, before, after, isNew, sent, right)
		_, misfits := et.Depend(schema.Edited{
			Before: before, Values: after, New: isNew, Sent: func(name string) bool { return sent[name] },
			Right: func(name string) schema.FieldRight {
				if name == "stage" {
					return right
				}
				return schema.Edit
			},
		})
		if (len(misfits) > 0) != refused {
			t.Fatalf("refused: %v, want %v", misfits, refused)
		}
		if !refused && !maps.Equal(after, wanted) {
			t.Fatalf("it is %v, want %v", after, wanted)
		}
	})
}

func anything(string) schema.FieldRight { return schema.Edit }

func belonging(t *rapid.T, value string) []string {
	return append([]string{value}, rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"retail", "trade", "lease"}), 0, 3, rapid.ID[string]).Draw(t, value)...)
}

// values are some of the two fields, each with something in it.
func values(t *rapid.T, about string, stages *schema.Field) map[string]schema.Value {
	made := make(map[string]schema.Value)
	if v := rapid.SampledFrom([]string{"", "retail", "trade", "lease"}).Draw(t, about+" pipeline"); v != "" {
		made["pipeline"] = v
	}
	if v := rapid.SampledFrom([]string{"", "talk", "tender", "won"}).Draw(t, about+" "+stages.Name); v != "" {
		made["stage"] = v
	}
	return made
}

func plainly(stages *schema.Field, before, after map[string]schema.Value, isNew bool, sent map[string]bool, right schema.FieldRight) (wanted map[string]schema.Value, refused bool) {
	wanted = maps.Clone(after)
	belongs := func(stage, pipeline schema.Value) bool {
		for _, c := range stages.Choices {
			if c.Value == stage {
				return pipeline == nil || len(c.For) == 0 || slices.Contains(c.For, pipeline.(string))
			}
		}
		return false
	}
	var home []string
	for _, c := range stages.Choices {
		if c.Value == wanted["stage"] {
			home = c.For
		}
	}
	// A stage tells the pipeline of a record that has none, or that has only begun with one.
	if begun := isNew && !sent["pipeline"] && sent["stage"] && !belongs(wanted["stage"], wanted["pipeline"]); len(home) > 0 && (wanted["pipeline"] == nil || begun) {
		wanted["pipeline"] = home[0]
	}
	moved := isNew || before["pipeline"] != wanted["pipeline"]
	wrong := wanted["stage"] != nil && !belongs(wanted["stage"], wanted["pipeline"])
	unset := wanted["stage"] == nil && isNew && wanted["pipeline"] != nil
	if sent["stage"] {
		// What somebody names must belong there, unless it has stood there all along.
		return wanted, wrong && (moved || before["stage"] != wanted["stage"])
	}
	isStage := stages.Choices[len(stages.Choices)-1].Outcome == schema.Won
	fills := isStage && slices.ContainsFunc(stages.Choices, func(c schema.Choice) bool { return belongs(c.Value, wanted["pipeline"]) })
	if wrong && moved && !isNew && !fills && right != schema.Edit {
		// Nobody empties what he may not edit: he is refused, and where that would tell him of it, it stays.
		return wanted, right == schema.Read
	}
	if wrong && moved || unset {
		delete(wanted, "stage")
		for _, c := range slices.Backward(stages.Choices) {
			if isStage && belongs(c.Value, wanted["pipeline"]) {
				wanted["stage"] = c.Value
			}
		}
	}
	return wanted, false
}

// TestWhatHasFollowedStaysWhereItIs tries chains of three fields.
func TestWhatHasFollowedStaysWhereItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := func(of string, above []string, name string) []string {
			return append([]string{name}, rapid.SliceOfNDistinct(rapid.SampledFrom(above), 0, 2, rapid.ID[string]).Draw(t, of+name)...)
		}
		countries := []string{"de", "ru"}
		regions := []string{"north", "south"}
		et := selling(
			hanging("city", "region", rapid.Bool().Draw(t, "filled"), letters("city ", regions, "kiel"), letters("city ", regions, "omsk")),
			hanging("region", "country", rapid.Bool().Draw(t, "filled too"), letters("region ", countries, "north"), letters("region ", countries, "south")),
			hanging("country", "", false, []string{"de"}, []string{"ru"}),
		)
		pick := func(about string) map[string]schema.Value {
			made := make(map[string]schema.Value)
			for _, f := range et.Fields[1:] {
				if at := rapid.IntRange(0, len(f.Choices)).Draw(t, about+f.Name); at > 0 {
					made[f.Name] = f.Choices[at-1].Value
				}
			}
			return made
		}
		stored := pick("stored ")
		et.Reconcile(stored)
		if again := et.Reconcile(stored); len(again) > 0 {
			t.Fatalf("%v is reconciled once more: %v", stored, again)
		}
		after, sent := maps.Clone(stored), pick("sent ")
		maps.Copy(after, sent)
		names := func(name string) bool { _, ok := sent[name]; return ok }
		if _, misfits := et.Depend(schema.Edited{Before: stored, Values: after, Sent: names, Right: anything}); len(misfits) > 0 {
			return
		}
		if set, misfits := et.Depend(schema.Edited{Before: maps.Clone(after), Values: after, Sent: func(string) bool { return false }, Right: anything}); len(set)+len(misfits) > 0 {
			t.Fatalf("%v changes without an edit: %v, %v", after, set, misfits)
		}
	})
}
