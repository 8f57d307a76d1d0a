package access

import "time"

// shareValue is what a share set gives the employee, packed for the memo: three bits for what it gives him on every record, three for
// what it gives him where he is the responsible's direct superior, one that says that access-bearing fields have to be looked at.
type shareValue uint16

const (
	shareSuperiorShift = 3
	shareFields        = shareValue(1) << 6
)

func (v shareValue) level() Level      { return Level(v & 7) }
func (v shareValue) toSuperior() Level { return Level(v >> shareSuperiorShift & 7) }

// current reports whether the share has not yet expired.
func (r *Rights) current(s Share) bool { return s.Holds(r.now) }

// given is what the shares on a record give.
func (t *typeRights) given(c *Cause, b standing) Level {
	v := t.rights.shareSet(c.Shares)
	level := v.level()
	if b.superior() {
		level = max(level, v.toSuperior())
	}
	if v&shareFields != 0 {
		for _, s := range t.rights.cells.Shares(c.Shares) {
			if s.Principal.Kind == InField && t.rights.current(s) && holdsFor(t.rights.model.Directory, t.element, s.Principal, t.rights.self, c) {
				level = max(level, s.Level)
			}
		}
	}
	return level
}

func (r *Rights) shareSet(no ShareSetNo) shareValue {
	if known, ok := r.shares.get(uint32(no)); ok {
		return shareValue(known)
	}
	var always, toSuperior Level
	var v shareValue
	for _, s := range r.cells.Shares(no) {
		if !r.current(s) || !s.Principal.relative() && !r.isMe(s.Principal) {
			continue
		}
		if !s.Expires.IsZero() {
			r.endsAt(s.Expires)
		}
		switch s.Principal.Kind {
		case Superior:
			toSuperior = max(toSuperior, s.Level)
		case InField:
			v |= shareFields
		default:
			always = max(always, s.Level)
		}
	}
	v |= shareValue(always) | shareValue(toSuperior)<<shareSuperiorShift
	r.shares.put(uint32(no), uint16(v))
	return v
}

// Until is the moment from which the answers may be other ones, because a share that may concern him ends; zero when none does. A cell
// added later can bring it nearer.
func (r *Rights) Until() time.Time {
	for _, no := range r.cells.Expiring(ShareSetNo(r.watched.Load())) {
		r.shareSet(no)
		r.watched.Store(uint32(no))
	}
	if at := r.until.Load(); at != 0 {
		return time.Unix(at, 0).UTC()
	}
	return time.Time{}
}

// endsAt notes that a share which may concern him ends.
func (r *Rights) endsAt(at time.Time) {
	for second := at.Unix(); ; {
		known := r.until.Load()
		if known != 0 && known <= second || r.until.CompareAndSwap(known, second) {
			return
		}
	}
}
