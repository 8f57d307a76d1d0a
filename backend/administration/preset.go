package administration

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/schema"
)

// Preset is what everybody has on the records of the ready types before anything is added.
type Preset string

// The presets. Types that a company made itself stay as they are.
const (
	OpenPreset   Preset = "open"   // as the types came: contacts, companies, products everyone edits, leads and deals everyone views
	StrictPreset Preset = "strict" // private: everyone has his own, and what he is given
)

// ApplyPreset gives every ready type the default of the preset.
func (s *Service) ApplyPreset(ctx context.Context, actor access.Actor, preset Preset) error {
	if err := mayWrite(actor, access.AdministrationTypes); err != nil {
		return err
	}
	if preset != OpenPreset && preset != StrictPreset {
		return fault.Field("preset", "directory.choice")
	}
	return s.Modify(ctx, actor, func(_ context.Context, d *Draft) error {
		for _, ready := range schema.Builtin() {
			no, ok := d.TypeNo(ready.Name)
			if !ok || !presettable(ready) {
				continue
			}
			changed := *d.types[no]
			changed.Default, changed.ExistsHint = ready.Default, ready.ExistsHint
			if preset == StrictPreset {
				makeStrict(&changed)
			}
			if changed.Default != d.types[no].Default || changed.ExistsHint != d.types[no].ExistsHint {
				d.setType(&changed)
			}
		}
		return nil
	})
}

// presettable leaves out what a parent controls, and the directory of employees, which reach decides.
func presettable(t *schema.ElementType) bool {
	return t.Default != schema.Parent && t.Name != schema.TypeEmployee
}

func makeStrict(t *schema.ElementType) { t.Default, t.ExistsHint = schema.Private, false }
