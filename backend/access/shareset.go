package access

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sync/atomic"
	"time"
)

// FullHour rounds a time of expiry up to the full hour; the zero time, which never comes, stays.
func FullHour(at time.Time) time.Time {
	if at.IsZero() {
		return at
	}
	seconds := at.Unix()
	if at.Nanosecond() > 0 {
		seconds++
	}
	const hour = int64(time.Hour / time.Second)
	if over := (seconds%hour + hour) % hour; over > 0 {
		seconds += hour - over
	}
	return time.Unix(seconds, 0).UTC()
}

// NormalShares returns the shares as a set is interned: expiries rounded up, sorted, without repetitions and without those that give nothing.
func NormalShares(shares []Share) []Share {
	normal := make([]Share, 0, len(shares))
	for _, s := range shares {
		if s.Level > NoLevel {
			s.Expires = FullHour(s.Expires)
			normal = append(normal, s)
		}
	}
	slices.SortFunc(normal, compareShares)
	return slices.CompactFunc(normal, func(a, b Share) bool { return compareShares(a, b) == 0 })
}

func compareShares(a, b Share) int {
	return cmp.Or(
		cmp.Compare(a.Principal.Kind, b.Principal.Kind),
		cmp.Compare(a.Principal.No, b.Principal.No),
		cmp.Compare(a.Level, b.Level),
		a.Expires.Compare(b.Expires),
	)
}

// shareKey writes normal shares so that equal sets, and only those, are equal text.
func shareKey(shares []Share) string {
	var key []byte
	for _, s := range shares {
		key = append(key, s.Principal.Kind...)
		key = append(key, 0)
		key = binary.BigEndian.AppendUint32(key, uint32(s.Principal.No))
		key = append(key, byte(s.Level))
		at := int64(0)
		if !s.Expires.IsZero() {
			at = s.Expires.Unix()
		}
		key = binary.BigEndian.AppendUint64(key, uint64(at))
	}
	return string(key)
}

// Shares returns an interned set, normalised. The slice is shared and must not be changed.
func (t *Table) Shares(no ShareSetNo) []Share {
	if sets := *t.sets.Load(); int(no) < len(sets) {
		return sets[no].shares
	}
	return nil
}

// Expiring returns the sets with numbers above after, in rising order, of which some share ends at a time. The slice is shared and must
// not be changed.
func (t *Table) Expiring(after ShareSetNo) []ShareSetNo {
	all := *t.expiring.Load()
	first, _ := slices.BinarySearch(all, after+1)
	return all[first:]
}

// InternShares returns the number of a set of shares, which it normalises first; no shares are number zero.
func (t *Table) InternShares(shares []Share) ShareSetNo {
	normal := NormalShares(shares)
	if len(normal) == 0 {
		return 0
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	key := shareKey(normal)
	if no, ok := t.setNos[key]; ok {
		return no
	}
	no := ShareSetNo(len(*t.sets.Load()))
	t.addShares(no, key, normal)
	return no
}

// LoadShares puts in a set that a store has kept. Sets come in rising order; numbers may be missing.
func (t *Table) LoadShares(no ShareSetNo, shares []Share) error {
	normal := NormalShares(shares)
	key := shareKey(normal)
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, twice := t.setNos[key]; twice || int(no) < len(*t.sets.Load()) || len(normal) == 0 {
		return ErrOrder
	}
	t.addShares(no, key, normal)
	(*t.sets.Load())[no].kept.Store(true)
	return nil
}

// addShares publishes a set under the lock. Slots of missing numbers stay empty.
func (t *Table) addShares(no ShareSetNo, key string, normal []Share) {
	sets := *t.sets.Load()
	for len(sets) <= int(no) {
		sets = append(sets, shareSet{kept: new(atomic.Bool)})
	}
	sets[no].shares = normal
	t.sets.Store(&sets)
	t.setNos[key] = no
	if slices.ContainsFunc(normal, func(s Share) bool { return !s.Expires.IsZero() }) {
		longer := append(*t.expiring.Load(), no)
		t.expiring.Store(&longer)
	}
}

// LastShares is the highest number of a set given out.
func (t *Table) LastShares() ShareSetNo { return ShareSetNo(len(*t.sets.Load()) - 1) }

// FindShares returns the number of a set of normal shares without making one.
func (t *Table) FindShares(normal []Share) (ShareSetNo, bool) {
	if len(normal) == 0 {
		return 0, true
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	no, ok := t.setNos[shareKey(normal)]
	return no, ok
}

// SharesFresh reports whether no commit has kept the set yet.
func (t *Table) SharesFresh(no ShareSetNo) bool {
	sets := *t.sets.Load()
	return int(no) < len(sets) && !sets[no].kept.Load()
}

// KeepShares says that a commit has kept the set.
func (t *Table) KeepShares(no ShareSetNo) {
	if sets := *t.sets.Load(); int(no) < len(sets) {
		sets[no].kept.Store(true)
	}
}
