package exporter

import (
	"testing"

	"kontora/backend/access"
)

func TestAFileIsHandedOutWhileTheRightTakesAllItTook(t *testing.T) {
	cells := func(numbers ...access.CellNo) access.Reading { return access.Reading{Cells: numbers} }
	bound := func(r access.Reading, x *access.Restriction) access.Reading {
		r.Pending = []*access.Restriction{x}
		return r
	}
	first, second := &access.Restriction{No: 1}, &access.Restriction{No: 2}
	for about, test := range map[string]struct {
		then, now access.Reading
		want      bool
	}{
		"all and all":                           {access.Reading{All: true}, access.Reading{All: true}, true},
		"all and every cell there is":           {access.Reading{All: true}, cells(1, 2, 3), false},
		"some and all":                          {cells(1, 2), access.Reading{All: true}, true},
		"the same":                              {cells(1, 2), cells(1, 2), true},
		"more":                                  {cells(2, 5), cells(1, 2, 3, 5, 8), true},
		"one less":                              {cells(2, 5), cells(1, 2, 3, 8), false},
		"none":                                  {cells(2), access.Reading{None: true}, false},
		"a restriction that is being built":     {cells(2), bound(cells(2), first), false},
		"one that was asked row by row":         {bound(cells(2), first), bound(cells(2), first), true},
		"another than the one that was asked":   {bound(cells(2), first), bound(cells(2), second), false},
		"nothing was taken, nothing is now":     {access.Reading{None: true}, access.Reading{None: true}, true},
		"one is over that was asked row by row": {bound(cells(2), first), cells(2), true},
	} {
		if got := reachOf(test.then).within(test.now); got != test.want {
			t.Errorf("%s: %v", about, got)
		}
	}
}
