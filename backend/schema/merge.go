package schema

import (
	"slices"
	"strings"
)

// Merge brings together what two people have made of one value at the same time, when both can stand beside each other: choices that one
// added or took away and the other did not touch, texts changed in different places. base is what both had before them. It is false when
// somebody has to decide.
func (f *Field) Merge(base, mine, theirs Value) (Value, bool) {
	switch f.Kind {
	case KindChoices:
		return mergeChoices(base, mine, theirs)
	case KindLongText:
		was, _ := base.(string)
		a, mineThere := mine.(string)
		b, theirsThere := theirs.(string)
		if !mineThere || !theirsThere {
			return nil, false
		}
		merged, ok := mergeText(was, a, b)
		return merged, ok
	}
	return nil, false
}

func mergeChoices(base, mine, theirs Value) (Value, bool) {
	was, wanted, merged := chosen(base), chosen(mine), chosen(theirs)
	merged = slices.DeleteFunc(slices.Clone(merged), func(v string) bool { return slices.Contains(was, v) && !slices.Contains(wanted, v) })
	for _, v := range wanted {
		if !slices.Contains(was, v) && !slices.Contains(merged, v) {
			merged = append(merged, v)
		}
	}
	switch {
	case len(merged) > MaxChosen:
		return nil, false
	case len(merged) == 0:
		return nil, true
	}
	return choicesOf(merged), true
}

func chosen(v Value) []string {
	if c, ok := v.(Choices); ok {
		return c.Values()
	}
	return nil
}

// mergeText puts two changes of one text together that do not touch: at least one character that both have left stands between them.
func mergeText(base, a, b string) (string, bool) {
	fromA, toA, putA := change([]rune(base), []rune(a))
	fromB, toB, putB := change([]rune(base), []rune(b))
	if fromA > fromB {
		fromA, toA, putA, fromB, toB, putB = fromB, toB, putB, fromA, toA, putA
	}
	if toA >= fromB {
		return "", false
	}
	whole := []rune(base)
	var merged strings.Builder
	for _, part := range [][]rune{whole[:fromA], putA, whole[toA:fromB], putB, whole[toB:]} {
		merged.WriteString(string(part))
	}
	return merged.String(), true
}

// change is the one stretch of a text that another has something else in place of.
func change(base, other []rune) (from, to int, put []rune) {
	for from < len(base) && from < len(other) && base[from] == other[from] {
		from++
	}
	end := 0
	for end < len(base)-from && end < len(other)-from && base[len(base)-1-end] == other[len(other)-1-end] {
		end++
	}
	return from, len(base) - end, other[from : len(other)-end]
}
