package sqlstore_test

import (
	"testing"

	"kontora/backend/ident"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
	"kontora/backend/store/storetest"
	"kontora/backend/testkit/postgres"
)

func TestWhatWasSentIsCountedByDay(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		sent := sqlstore.NewSent(db)
		add := func(employee, day, bytes int64) {
			t.Helper()
			if err := sent.Add(t.Context(), ident.No(employee), day, bytes); err != nil {
				t.Fatal(err)
			}
		}
		add(7, 100, 5)
		add(7, 100, 6)
		add(8, 100, 1)
		add(7, 101, 3)
		add(6, 100, 5)
		add(6, 103, 1)
		for about, want := range map[string]struct{ employee, day, bytes int64 }{
			"a day that is over is forgotten": {6, 100, 0}, "yesterday, which may come back in another time zone": {7, 100, 11}, "the day that is": {7, 101, 3}, "another's": {8, 100, 1}, "nobody's": {9, 100, 0},
		} {
			if got, err := sent.Bytes(t.Context(), ident.No(want.employee), want.day); got != want.bytes || err != nil {
				t.Errorf("%s: %d, %v", about, got, err)
			}
		}
	})
}
