package administration

import (
	"context"
	"strings"

	"github.com/nyaruka/phonenumbers"

	"kontora/backend/access"
	"kontora/backend/dial"
	"kontora/backend/fault"
)

// dialRules reads the company's own rules of dialling.
func (f CompanyFields) dialRules(problems fault.Fields) dial.Rules {
	rules := dial.Rules{Outside: trim(f.DialOutside), Internal: f.DialInternal}
	if len(rules.Outside) > dial.MaxOutside || strings.Trim(rules.Outside, "0123456789") != "" {
		problems.Add("dial_outside", "administration.dial_outside", "max", dial.MaxOutside)
	}
	if rules.Internal < 0 || rules.Internal > dial.MaxInternal {
		problems.Add("dial_internal", "administration.dial_internal", "max", dial.MaxInternal)
	}
	return rules
}

// Dialled is how a number typed in is kept and dialled; both are empty for what is no number.
type Dialled struct {
	Kept     string `json:"kept" doc:"E.164, or the digits of a number within the company"`
	Dialled  string `json:"dialled"`
	Internal bool   `json:"internal" doc:"a number within the company"`
}

// TryDialling shows what rules that need not be in force do with a number.
func (s *Service) TryDialling(_ context.Context, actor access.Actor, country, outside string, internal int, number string) (Dialled, error) {
	if err := mayWrite(actor, access.AdministrationPeople); err != nil {
		return Dialled{}, err
	}
	problems := fault.Fields{}
	plan := dial.Plan{Country: strings.ToUpper(country), Rules: CompanyFields{DialOutside: outside, DialInternal: internal}.dialRules(problems)}
	if !phonenumbers.GetSupportedRegions()[plan.Country] {
		problems.Add("country", "administration.country", "name", shorten(country))
	}
	if err := problems.Err(); err != nil {
		return Dialled{}, err
	}
	kept, ok := plan.Read(number)
	if !ok {
		return Dialled{}, nil
	}
	return Dialled{Kept: kept, Dialled: plan.Dialled(kept), Internal: plan.IsInternal(kept)}, nil
}
