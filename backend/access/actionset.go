package access

// actionSet holds an Action a as bit a.
type actionSet uint16

func (s actionSet) has(a Action) bool { return s&(1<<a) != 0 }

func (s actionSet) with(a Action, on bool) actionSet {
	if on {
		return s | 1<<a
	}
	return s
}

func setOf(actions ...Action) actionSet {
	var s actionSet
	for _, a := range actions {
		s |= 1 << a
	}
	return s
}
