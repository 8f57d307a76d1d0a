package sqlite

import (
	"database/sql/driver"
	"math"
	"math/big"
	"testing"
)

func TestTally(t *testing.T) {
	row := func(number driver.Value, group ...driver.Value) []driver.Value {
		return append([]driver.Value{int64(10), number}, group...)
	}
	for _, c := range []struct {
		name string
		rows [][]driver.Value
		want string
	}{
		{"no rows", nil, `[]`},
		{"groups in the order they come", [][]driver.Value{row(int64(7), "b"), row(int64(25), "a"), row(int64(-8), "b")}, `[["b",2,0,-1],["a",1,2,5]]`},
		{"an empty number counts and adds nothing", [][]driver.Value{row(nil, "a")}, `[["a",1,0,0]]`},
		{"an empty group is none of the others", [][]driver.Value{row(int64(1), nil), row(int64(1), ""), row(int64(1), int64(0))}, `[[null,1,0,1],["",1,0,1],[0,1,0,1]]`},
		{
			"columns do not run together",
			[][]driver.Value{row(nil, "a", "bc"), row(nil, "ab", "c"), row(nil, int64(1), int64(11)), row(nil, int64(11), int64(1))},
			`[["a","bc",1,0,0],["ab","c",1,0,0],[1,11,1,0,0],[11,1,1,0,0]]`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := answered(t, c.rows); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestTallyKeepsTotalsTooLargeForANumber(t *testing.T) {
	sum := &tally{at: make(map[string]*tallied)}
	for range 8 {
		if err := sum.Step(nil, []driver.Value{int64(math.MaxInt64 / 3), int64(math.MaxInt64/3 - 1)}); err != nil {
			t.Fatal(err)
		}
	}
	total := func(units, rest int64) *big.Int {
		whole := new(big.Int).Mul(big.NewInt(units), big.NewInt(math.MaxInt64/3))
		return whole.Add(whole, big.NewInt(rest))
	}
	if got, want := total(sum.all[0].units, sum.all[0].rest), total(8, -8); got.Cmp(want) != 0 {
		t.Errorf("the total is %s, want %s", got, want)
	}
}

func TestTallyRefusesWhatItIsNotFor(t *testing.T) {
	for _, args := range [][]driver.Value{{}, {int64(1)}, {int64(0), int64(1)}, {"x", int64(1)}, {int64(1), int64(1), []byte("blob")}} {
		if err := (&tally{at: make(map[string]*tallied)}).Step(nil, args); err == nil {
			t.Errorf("took %v", args)
		}
	}
}

func answered(t *testing.T, rows [][]driver.Value) string {
	t.Helper()
	sum := &tally{at: make(map[string]*tallied)}
	for _, row := range rows {
		if err := sum.Step(nil, row); err != nil {
			t.Fatal(err)
		}
	}
	answer, err := sum.WindowValue(nil)
	if err != nil {
		t.Fatal(err)
	}
	return answer.(string)
}
