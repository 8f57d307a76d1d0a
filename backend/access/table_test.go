package access

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"kontora/backend/clock"
	"kontora/backend/fault"
	"kontora/backend/ident"
)

func TestEqualCausesAreOneCell(t *testing.T) {
	table := NewTable()
	a, fresh := table.Intern(of(anna))
	if a != 1 || !fresh {
		t.Fatalf("the first cell is %d, fresh %v", a, fresh)
	}
	if again, _ := table.Intern(of(anna)); again != a {
		t.Errorf("the same cause is cell %d", again)
	}
	b, _ := table.Intern(of(boris))
	if cause, ok := table.Cause(b); !ok || cause != of(boris) {
		t.Errorf("cell %d has the cause %+v", b, cause)
	}
	if _, ok := table.Cause(b + 1); ok {
		t.Error("a number never given out has no cause")
	}
	if _, ok := table.Cause(0); ok {
		t.Error("no cell has no cause")
	}
	if got, ok := table.Find(of(boris)); !ok || got != b {
		t.Errorf("found %d", got)
	}
	if _, ok := table.Find(of(dina)); ok {
		t.Error("finding makes no cell")
	}
}

func TestACellIsFreshUntilItIsKept(t *testing.T) {
	table := NewTable()
	no, _ := table.Intern(of(anna))
	if _, fresh := table.Intern(of(anna)); !fresh {
		t.Error("after a failed commit it has to be written again")
	}
	table.Keep(no)
	if _, fresh := table.Intern(of(anna)); fresh {
		t.Error("what is kept is not fresh")
	}
	set := table.InternShares([]Share{{Principal: Principal{OneEmployee, boris}, Level: ViewLevel}})
	if !table.SharesFresh(set) {
		t.Error("a new share set is fresh")
	}
	table.KeepShares(set)
	if table.SharesFresh(set) || table.SharesFresh(0) {
		t.Error("what is kept, and the empty set, are not fresh")
	}
}

func TestLoadingKeepsNumbersAndOrder(t *testing.T) {
	table := NewTable()
	if err := errors.Join(table.Load(2, of(anna), 7), table.Load(700, of(boris), 1), table.Load(701, Cause{Type: file, Parent: 2}, 3)); err != nil {
		t.Fatal(err)
	}
	for says, err := range map[string]error{
		"a number again":            table.Load(701, of(dina), 0),
		"a cause again":             table.Load(800, of(anna), 0),
		"a cell without type":       table.Load(801, Cause{}, 0),
		"a parent that comes later": table.Load(802, Cause{Type: file, Parent: 900}, 0),
		"the empty share set":       table.LoadShares(5, nil),
	} {
		if !errors.Is(err, ErrOrder) {
			t.Errorf("%s: %v", says, err)
		}
	}
	if got := table.OfType(deal, 0); !slices.Equal(got, []CellNo{2, 700}) {
		t.Errorf("deals: %v", got)
	}
	if got := table.OfType(deal, 2); !slices.Equal(got, []CellNo{700}) {
		t.Errorf("deals above 2: %v", got)
	}
	if got := table.OfType(deal, 700); len(got) != 0 {
		t.Errorf("deals above the last: %v", got)
	}
	if table.OfType(999, 0) != nil || table.Last() != 701 {
		t.Error("no cells of no type; the last is 701")
	}
	if no, fresh := table.Intern(of(dina)); no != 702 || !fresh {
		t.Errorf("numbers go on at %d", no)
	}
	if _, ok := table.Cause(5); ok {
		t.Error("a number left out is no cell")
	}
	table.AddRecords(2, 3)
	table.AddRecords(5, 1)
	if table.Count(2) != 10 || table.Count(5) != 0 || table.Total([]CellNo{2, 700}) != 11 {
		t.Error("cells count their records")
	}
}

func TestShareSetsAreNormalised(t *testing.T) {
	table := NewTable()
	to := func(who ident.No, level Level, at time.Time) Share {
		return Share{Principal: Principal{OneEmployee, who}, Level: level, Expires: at}
	}
	if no := table.InternShares(nil); no != 0 {
		t.Errorf("nothing is set %d", no)
	}
	if no := table.InternShares([]Share{to(boris, NoLevel, time.Time{})}); no != 0 {
		t.Errorf("a share of nothing is set %d", no)
	}
	a := table.InternShares([]Share{to(boris, ViewLevel, noon.Add(time.Minute)), to(anna, EditLevel, time.Time{})})
	b := table.InternShares([]Share{to(anna, EditLevel, time.Time{}), to(boris, ViewLevel, noon.Add(time.Hour).In(time.FixedZone("", 19800))), to(anna, EditLevel, time.Time{})})
	if a != b {
		t.Errorf("order, repetition, zones and minutes make no other set: %d and %d", a, b)
	}
	if other := table.InternShares([]Share{to(anna, EditLevel, time.Time{}), to(boris, ViewLevel, noon.Add(61*time.Minute))}); other == a {
		t.Error("an hour later is another set")
	}
	if got := table.Shares(a); len(got) != 2 || !got[1].Expires.Equal(noon.Add(time.Hour)) {
		t.Errorf("the set is %+v", got)
	}
	if table.Shares(99) != nil {
		t.Error("no set has that number")
	}
	if err := table.LoadShares(9, []Share{to(dina, ViewLevel, noon)}); err != nil {
		t.Fatal(err)
	}
	if got := table.Expiring(a); !slices.Equal(got, []ShareSetNo{a + 1, 9}) || len(table.Expiring(9)) != 0 {
		t.Errorf("sets that end: %v", got)
	}
	if next := table.InternShares([]Share{to(gleb, ViewLevel, time.Time{})}); next != 10 {
		t.Errorf("numbers go on at %d", next)
	}
}

func TestFullHours(t *testing.T) {
	for at, want := range map[string]string{
		"2026-03-02T12:00:00Z":      "2026-03-02T12:00:00Z",
		"2026-03-02T12:00:00.001Z":  "2026-03-02T13:00:00Z",
		"2026-03-02T12:00:01Z":      "2026-03-02T13:00:00Z",
		"2026-03-02T23:59:59Z":      "2026-03-03T00:00:00Z",
		"1969-12-31T22:30:00Z":      "1969-12-31T23:00:00Z",
		"2026-03-02T17:30:00+05:30": "2026-03-02T12:00:00Z",
	} {
		moment, err := time.Parse(time.RFC3339Nano, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := FullHour(moment).Format(time.RFC3339); got != want {
			t.Errorf("%s becomes %s, want %s", at, got, want)
		}
	}
	if !FullHour(time.Time{}).IsZero() {
		t.Error("never stays never")
	}
}

func TestManyUseATableAndRightsAtOnce(t *testing.T) {
	m := company(nil)
	table := NewTable()
	r := Compile(m, table, anna, noon)
	var all sync.WaitGroup
	for worker := range 4 {
		all.Go(func() {
			for i := range 500 {
				cell, _ := table.Intern(Cause{Type: deal, Responsible: anna, Conditions: uint32(i)})
				table.Keep(cell)
				table.AddRecords(cell, 1)
				set := table.InternShares([]Share{{Principal: Principal{OneEmployee, ident.No(i + 1)}, Level: ViewLevel, Expires: noon.Add(time.Duration(worker) * time.Hour)}})
				table.KeepShares(set)
				if !r.Allows(View, Subject{Cell: cell}) || !r.Reading(deal, View).Takes(cell, 0) {
					t.Errorf("cell %d is Anna's", cell)
				}
				r.Until()
			}
		})
	}
	all.Wait()
	if got := table.Total(table.OfType(deal, 0)); got != 2000 || got != table.OfTypeTotal(deal) || table.Last() != 500 {
		t.Errorf("%d records in %d cells", got, table.Last())
	}
}

func TestTheCacheKeepsRightsWhileTheyHold(t *testing.T) {
	m := company(nil)
	table, cell := withShares(anna, Share{Principal: Principal{OneEmployee, boris}, Level: ViewLevel, Expires: noon.Add(2 * time.Hour)})
	now := clock.NewManual(noon.Add(10 * time.Minute))
	cache := NewCache(table, now)
	first := cache.Rights(m, boris)
	if !first.Allows(View, Subject{Cell: cell}) {
		t.Fatal("the share holds")
	}
	now.Set(noon.Add(119 * time.Minute))
	if cache.Rights(m, boris) != first {
		t.Error("while the share holds nothing is compiled again")
	}
	now.Set(noon)
	if cache.Rights(m, boris) != first {
		t.Error("a clock set back within the hour changes nothing")
	}
	now.Set(noon.Add(2 * time.Hour))
	second := cache.Rights(m, boris)
	if second == first || second.Allows(View, Subject{Cell: cell}) {
		t.Error("the share has ended")
	}
	now.Set(noon)
	if third := cache.Rights(m, boris); third == second || !third.Allows(View, Subject{Cell: cell}) {
		t.Error("a clock set back over the hour is believed")
	}
	other := company(nil)
	anew := cache.Rights(other, boris)
	if anew == first || cache.Rights(other, boris) != anew {
		t.Error("another model means other rights, once")
	}
}

func TestTheMemoRemembersAnyNumber(t *testing.T) {
	var m memo
	for _, key := range []uint32{0, 1, 1023, 1024, 5000, 70_000} {
		if _, ok := m.get(key); ok {
			t.Errorf("%d is not known yet", key)
		}
		m.put(key, uint16(key%30_000))
	}
	m.put(1<<31, 7)
	for _, key := range []uint32{0, 1, 1023, 1024, 5000, 70_000} {
		if got, ok := m.get(key); !ok || got != uint16(key%30_000) {
			t.Errorf("%d is %d, %v", key, got, ok)
		}
	}
	if _, ok := m.get(2); ok {
		t.Error("a neighbour is not known")
	}
	if _, ok := m.get(1 << 31); ok {
		t.Error("what is too large to remember is worked out anew")
	}
}

func TestWhoOnlyLooksChangesNothing(t *testing.T) {
	looking := Actor{Rights: Compile(company(nil), NewTable(), root, noon), ReadOnly: true}
	if err := looking.Write(Edit); !fault.Is(err, fault.Denied) {
		t.Errorf("editing: %v", err)
	}
	if err := looking.Write(View); err != nil {
		t.Errorf("viewing: %v", err)
	}
	if err := (Actor{Rights: looking.Rights}).Write(Edit); err != nil {
		t.Errorf("whoever acts: %v", err)
	}
	stranger := Actor{Rights: Compile(company(nil), NewTable(), 999, noon)}
	if err := stranger.Require(Comments); !fault.Is(err, fault.Denied) {
		t.Errorf("a stranger: %v", err)
	}
}
