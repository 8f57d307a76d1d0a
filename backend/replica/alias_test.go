package replica

import (
	"testing"

	"pgregory.net/rapid"

	"kontora/backend/ident"
)

func TestAliasesLeadBackAndTellNothing(t *testing.T) {
	secret := []byte("secret")
	mine, err := NewAliases(secret, ident.ID{1})
	if err != nil {
		t.Fatal(err)
	}
	others, err := NewAliases(secret, ident.ID{2})
	if err != nil {
		t.Fatal(err)
	}
	same := 0
	for no := range uint32(2000) {
		alias := mine.out(cellRealm, no)
		if mine.in(cellRealm, alias) != no {
			t.Fatalf("%d is called %d, which is %d", no, alias, mine.in(cellRealm, alias))
		}
		if no > 0 && (alias == others.out(cellRealm, no) || alias == mine.out(typeRealm, no) || alias < 5000) {
			same++
		}
	}
	if same > 2 {
		t.Errorf("%d of 2000 aliases are like others", same)
	}
	rapid.Check(t, func(t *rapid.T) {
		no := rapid.Uint32().Draw(t, "number")
		alias := mine.out(fieldRealm, no)
		if (alias == 0) != (no == 0) || mine.in(fieldRealm, alias) != no {
			t.Fatalf("%d is called %d", no, alias)
		}
	})
	// Where zero would come out, and from what.
	hole := mine.back(cellRealm, 0)
	if alias := mine.out(cellRealm, hole); alias == 0 || mine.in(cellRealm, alias) != hole {
		t.Errorf("%d is called %d", hole, alias)
	}
}
