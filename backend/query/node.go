package query

import "strings"

// Shape is the form of a Node.
type Shape uint8

// The shapes of a bound tree.
const (
	Always Shape = iota // matches everything
	Never               // matches nothing
	All                 // every child matches
	Any                 // some child matches
	Leaf                // a test on one column
)

// Node is a filter bound to stored columns, with values in the form in which they are compared. It is what Match evaluates in Go
// and what the store turns into SQL; both give the same answer for every row. The zero Node matches everything.
type Node struct {
	Shape    Shape
	Children []Node
	Column   string // a stored column of the element type
	Op       Op     // of Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, In, NotIn, Contains, Lacks, Starts, Empty, Filled
	Args     []Scalar
}

// Row gives the stored columns of one record.
type Row interface {
	Scalar(column string) Scalar
}

// And joins nodes so that all must match.
func And(nodes ...Node) Node { return join(All, Always, Never, nodes) }

// Or joins nodes so that one must match; Or of nothing matches nothing.
func Or(nodes ...Node) Node { return join(Any, Never, Always, nodes) }

func join(shape, neutral, absorbing Shape, nodes []Node) Node {
	kept := make([]Node, 0, len(nodes))
	for _, n := range nodes {
		switch n.Shape {
		case neutral:
		case absorbing:
			return Node{Shape: absorbing}
		default:
			kept = append(kept, n)
		}
	}
	switch len(kept) {
	case 0:
		return Node{Shape: neutral}
	case 1:
		return kept[0]
	}
	return Node{Shape: shape, Children: kept}
}

// Test makes a leaf.
func Test(column string, op Op, args ...Scalar) Node {
	return Node{Shape: Leaf, Column: column, Op: op, Args: args}
}

// Match evaluates the tree on one row.
func (n Node) Match(row Row) bool {
	switch n.Shape {
	case Never:
		return false
	case All:
		for _, child := range n.Children {
			if !child.Match(row) {
				return false
			}
		}
		return true
	case Any:
		for _, child := range n.Children {
			if child.Match(row) {
				return true
			}
		}
		return false
	case Leaf:
		return n.test(row.Scalar(n.Column))
	case Always:
	}
	return true
}

func (n Node) test(value Scalar) bool {
	if value.IsEmpty() {
		return n.Op == Empty || n.Op == NotEqual || n.Op == NotIn || n.Op == Lacks
	}
	switch n.Op {
	case Empty:
		return false
	case Filled:
		return true
	case In, NotIn:
		for _, arg := range n.Args {
			if value.Compare(arg) == 0 {
				return n.Op == In
			}
		}
		return n.Op == NotIn
	}
	if len(n.Args) != 1 {
		return false
	}
	switch arg := n.Args[0]; n.Op {
	case Equal:
		return value.Compare(arg) == 0
	case NotEqual:
		return value.Compare(arg) != 0
	case Less:
		return value.Compare(arg) < 0
	case LessEqual:
		return value.Compare(arg) <= 0
	case Greater:
		return value.Compare(arg) > 0
	case GreaterEqual:
		return value.Compare(arg) >= 0
	case Contains:
		return strings.Contains(value.Str, arg.Str)
	case Lacks:
		return !strings.Contains(value.Str, arg.Str)
	case Starts:
		return strings.HasPrefix(value.Str, arg.Str)
	}
	return false
}

// Columns calls each with every column the tree tests, some perhaps more than once.
func (n Node) Columns(each func(column string)) {
	if n.Shape == Leaf {
		each(n.Column)
	}
	for _, child := range n.Children {
		child.Columns(each)
	}
}
