package query

// Without is the filter without its tests of the fields that drop names. A list that has nothing left goes with them, so that none becomes
// one that matches everything or nothing.
func (e Expr) Without(drop func(field string) bool) Expr {
	left, _ := e.without(drop)
	return left
}

// without also reports whether the whole of it is gone.
func (e Expr) without(drop func(field string) bool) (left Expr, gone bool) {
	if e.Field != "" {
		if drop(e.Field) {
			return Expr{}, true
		}
		return e, false
	}
	andLeft, andGone := remaining(e.And, drop)
	orLeft, orGone := remaining(e.Or, drop)
	return Expr{And: andLeft, Or: orLeft}, andGone || orGone
}

// remaining are what of a list stays; it is nil and gone when it held something and nothing stays.
func remaining(list []Expr, drop func(field string) bool) (left []Expr, gone bool) {
	if len(list) == 0 {
		return list, false
	}
	for _, each := range list {
		if stays, gone := each.without(drop); !gone {
			left = append(left, stays)
		}
	}
	return left, len(left) == 0
}
