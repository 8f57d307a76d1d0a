package sqlstore_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kontora/backend/ident"
	"kontora/backend/notify"
	"kontora/backend/preference"
	"kontora/backend/record"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
	"kontora/backend/store/storetest"
	"kontora/backend/testkit/postgres"
)

// noticesOf are the notices of a company, and what runs a function in a transaction that writes its records.
func noticesOf(t *testing.T, db *store.DB) (*sqlstore.Notices, func(func(notify.Tx) error)) {
	t.Helper()
	cells, err := sqlstore.LoadCells(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	records, notices := sqlstore.NewRecords(db, cells), sqlstore.NewNotices(db)
	return notices, func(fn func(notify.Tx) error) {
		t.Helper()
		err := records.Write(t.Context(), func(w record.Writer) error {
			tx, err := notices.WithRecords(w)
			if err != nil {
				return err
			}
			return fn(tx)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestNoticesAreCountedBoundedAndMarked(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		notices, within := noticesOf(t, db)
		add := func(n notify.Notice) {
			within(func(tx notify.Tx) error {
				isNew, err := tx.Add(t.Context(), n)
				if isNew != (n.Count == 1) {
					t.Errorf("notice %s is new: %v", n.ID, isNew)
				}
				return err
			})
		}
		batch := ident.ID{99}
		for i := range byte(5) {
			add(notify.Notice{ID: ident.ID{i + 1}, To: 7, Kind: notify.Comment, At: int64(i) * 1000, By: 8, Type: "deal", Record: ident.ID{50}, Count: 1, Unread: true})
		}
		add(notify.Notice{ID: ident.ID{10}, To: 7, Kind: notify.Transfer, At: 9000, By: 8, Type: "deal", Record: ident.ID{51}, Batch: batch, Count: 1, Unread: true})
		add(notify.Notice{ID: ident.ID{11}, To: 8, Kind: notify.Transfer, At: 9000, By: 7, Type: "deal", Record: ident.ID{51}, Batch: batch, Count: 1, Unread: true})
		within(func(tx notify.Tx) error {
			_, err := tx.Add(t.Context(), notify.Notice{ID: ident.ID{12}, To: 7, Kind: notify.Transfer, At: 9500, Type: "deal", Record: ident.ID{52}, Batch: batch, Count: 1, Unread: true})
			return err
		})
		list := func(before ident.ID, since int64, limit int) string {
			t.Helper()
			found, err := notices.Notices(t.Context(), 7, before, time.UnixMilli(since), limit)
			if err != nil {
				t.Fatal(err)
			}
			var all []string
			for _, n := range found {
				all = append(all, fmt.Sprint(n.ID[0], "×", n.Count))
			}
			return strings.Join(all, " ")
		}
		for about, test := range map[string]struct{ got, want string }{
			"all":             {list(ident.ID{}, 0, 9), "10×2 5×1 4×1 3×1 2×1 1×1"},
			"a page":          {list(ident.ID{4}, 0, 2), "3×1 2×1"},
			"the late ones":   {list(ident.ID{}, 4000, 9), "10×2 5×1"},
			"another's place": {list(ident.ID{11}, 0, 9), ""},
		} {
			if test.got != test.want {
				t.Errorf("%s: %q, want %q", about, test.got, test.want)
			}
		}
		within(func(tx notify.Tx) error { return tx.Bound(t.Context(), 7, 9, 3, 9, time.UnixMilli(0)) })
		if got := list(ident.ID{}, 0, 9); got != "10×2 5×1 4×1" {
			t.Errorf("bounded: %q", got)
		}
		there, err := notices.Mark(t.Context(), 7, ident.ID{11}, true)
		if there || err != nil {
			t.Errorf("another's notice was marked: %v, %v", there, err)
		}
		if there, err = notices.Mark(t.Context(), 7, ident.ID{5}, true); !there || err != nil {
			t.Errorf("marked: %v, %v", there, err)
		}
		if count, err := notices.Unread(t.Context(), 7, time.UnixMilli(0)); count != 2 || err != nil {
			t.Errorf("%d unread, %v", count, err)
		}
	})
}

func TestARepeatedNoticeIsOneOnTop(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		notices, within := noticesOf(t, db)
		renew := func(id byte, by ident.No, batch byte, want byte) {
			t.Helper()
			within(func(tx notify.Tx) error {
				kept, err := tx.Renew(t.Context(), notify.Notice{ID: ident.ID{id}, To: 7, Kind: notify.Mention, At: int64(id), By: by, Type: "deal", Batch: ident.ID{batch}, Count: 1, Unread: true})
				if kept != (ident.ID{want}) {
					t.Errorf("notice %d is kept as %v", id, kept)
				}
				return err
			})
		}
		list := func() string {
			t.Helper()
			found, err := notices.Notices(t.Context(), 7, ident.ID{}, time.UnixMilli(0), 99)
			if err != nil {
				t.Fatal(err)
			}
			var all []string
			for _, n := range found {
				all = append(all, fmt.Sprint(n.ID[0], "×", n.Count))
			}
			return strings.Join(all, " ")
		}
		renew(1, 8, 1, 1)
		renew(2, 9, 2, 2)
		renew(3, 8, 1, 1)
		renew(4, 8, 1, 1)
		if got := list(); got != "1×3 2×1" {
			t.Errorf("repeated: %q", got)
		}
		if _, err := notices.Mark(t.Context(), 7, ident.ID{1}, true); err != nil {
			t.Fatal(err)
		}
		renew(5, 8, 1, 5)
		for i := range byte(4) {
			renew(10+i, 8, 10+i, 10+i)
		}
		if got := list(); got != "13×1 12×1 11×1 10×1 5×1 2×1" {
			t.Errorf("after it was read: %q", got)
		}
		within(func(tx notify.Tx) error { return tx.Bound(t.Context(), 7, 8, 9, 3, time.UnixMilli(0)) })
		if got := list(); got != "13×1 12×1 11×1 2×1" {
			t.Errorf("of one author: %q", got)
		}
	})
}

func TestPreferencesDecideWhatOneIsTold(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		kept := sqlstore.NewPreferences(db)
		for _, wanted := range []bool{false, true, false} {
			err := kept.Change(t.Context(), 7, func(p *preference.Preferences) error {
				p.Start, p.Notices = "deal", map[string]bool{"comment": wanted}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			p, err := kept.Preferences(t.Context(), 7)
			if err != nil || p.Wants("comment") != wanted || !p.Wants("mention") || p.Start != "deal" {
				t.Errorf("kept %+v, %v", p, err)
			}
		}
		if p, err := kept.Preferences(t.Context(), 8); err != nil || !p.Wants("comment") {
			t.Errorf("one who has chosen nothing: %+v, %v", p, err)
		}
	})
}
