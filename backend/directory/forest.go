package directory

import (
	"maps"
	"slices"

	"kontora/backend/ident"
)

// forest answers who is below whom. Nodes are laid out so that a node and all below it are one span of the order;
// a node of a cycle, or below one, is in no span and so above and below nobody.
type forest struct {
	order  []ident.No
	spans  map[ident.No]span
	parent map[ident.No]ident.No
}

type span struct{ first, end int }

// forestOf reads the parents of nodes. A parent that is not itself a node counts as none.
func forestOf[V any](nodes map[ident.No]V, parentOf func(V) ident.No) forest {
	f := forest{spans: make(map[ident.No]span, len(nodes)), parent: make(map[ident.No]ident.No, len(nodes))}
	children := make(map[ident.No][]ident.No)
	for _, no := range sortedKeys(nodes) {
		parent := parentOf(nodes[no])
		if _, ok := nodes[parent]; !ok {
			parent = 0
		}
		f.parent[no] = parent
		children[parent] = append(children[parent], no)
	}
	f.layOut(children)
	return f
}

// layOut walks down from the roots with a stack of its own, so that no depth of tree exhausts the goroutine's.
func (f *forest) layOut(children map[ident.No][]ident.No) {
	type frame struct {
		no   ident.No
		next int // the child to visit next
	}
	for _, root := range children[0] {
		stack := []frame{{no: root}}
		f.open(root)
		for len(stack) > 0 {
			top := &stack[len(stack)-1]
			if below := children[top.no]; top.next < len(below) {
				child := below[top.next]
				top.next++
				f.open(child)
				stack = append(stack, frame{no: child})
				continue
			}
			f.spans[top.no] = span{first: f.spans[top.no].first, end: len(f.order)}
			stack = stack[:len(stack)-1]
		}
	}
}

func (f *forest) open(no ident.No) {
	f.spans[no] = span{first: len(f.order)}
	f.order = append(f.order, no)
}

// below reports whether no is under top, at any depth.
func (f *forest) below(no, top ident.No) bool {
	a, known := f.spans[no]
	b, ok := f.spans[top]
	return known && ok && b.first < a.first && a.first < b.end
}

// within reports whether no is top or under it. The zero number is within nothing.
func (f *forest) within(no, top ident.No) bool {
	return no != 0 && (no == top || f.below(no, top))
}

// subtree returns top and all under it, top first. The slice is shared.
func (f *forest) subtree(top ident.No) []ident.No {
	s, ok := f.spans[top]
	if !ok {
		return nil
	}
	return f.order[s.first:s.end:s.end]
}

// above returns what stands over no, the nearest first.
func (f *forest) above(no ident.No) []ident.No {
	if _, ok := f.spans[no]; !ok {
		return nil
	}
	var chain []ident.No
	for up := f.parent[no]; up != 0; up = f.parent[up] {
		chain = append(chain, up)
	}
	return chain
}

func sortedKeys[V any](m map[ident.No]V) []ident.No {
	return slices.Sorted(maps.Keys(m))
}
