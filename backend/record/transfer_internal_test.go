package record

import (
	"testing"
	"time"

	"kontora/backend/access"
	"kontora/backend/ident"
)

func TestAShareThatIsOverDoesNotStandInTheWay(t *testing.T) {
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	of := func(no ident.No, level access.Level, expires time.Time) GivenShare {
		return GivenShare{Share: access.Share{Principal: access.Principal{Kind: access.OneEmployee, No: no}, Level: level, Expires: expires}}
	}
	added, other := of(1, access.ViewLevel, time.Time{}), of(2, access.EditLevel, time.Time{})
	for name, test := range map[string]struct {
		before, want []GivenShare
	}{
		"none":               {[]GivenShare{other}, []GivenShare{other, added}},
		"one for good":       {[]GivenShare{of(1, access.EditLevel, time.Time{}), other}, []GivenShare{of(1, access.EditLevel, time.Time{}), other}},
		"one that still is":  {[]GivenShare{of(1, access.EditLevel, now.Add(time.Hour))}, []GivenShare{of(1, access.EditLevel, now.Add(time.Hour))}},
		"one that ends now":  {[]GivenShare{of(1, access.EditLevel, now), other}, []GivenShare{added, other}},
		"one that was ended": {[]GivenShare{other, of(1, access.EditLevel, now.Add(-time.Hour))}, []GivenShare{other, added}},
	} {
		t.Run(name, func(t *testing.T) {
			got := withShare(test.before, added, now)
			if len(got) != len(test.want) {
				t.Fatalf("got %+v", got)
			}
			for i := range got {
				if got[i] != test.want[i] {
					t.Errorf("share %d is %+v, want %+v", i, got[i], test.want[i])
				}
			}
		})
	}
}
