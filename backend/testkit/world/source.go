package world

import (
	"math/bits"
	"math/rand/v2"

	"pgregory.net/rapid"
)

// source is where the choices of a company come from.
type source interface {
	// upTo chooses from 0 to most, both included, all alike likely.
	upTo(most int) int
}

// drawn chooses by rapid, bit by bit: rapid's own integers prefer the small and the extreme, and a company of extremes is a dull one.
type drawn struct {
	t   *rapid.T
	bit *rapid.Generator[bool]
}

func (d drawn) upTo(most int) int {
	n := 0
	for range bits.Len(uint(most)) {
		n <<= 1
		if d.bit.Draw(d.t, "") {
			n |= 1
		}
	}
	return n % (most + 1)
}

// seeded chooses by a seed and is the same on every run.
type seeded struct{ random *rand.Rand }

func (s seeded) upTo(most int) int { return s.random.IntN(most + 1) }

// Size says how much of everything a company has. Draw takes it as the most, Seeded as the exact number.
type Size struct {
	Employees, Roles, Departments, Branches, Groups, Profiles, Types, Rules, Restrictions, Records int
}

// Small is the most that Draw makes: few enough that a failure shrinks to something one can read.
var small = Size{Employees: 12, Roles: 6, Departments: 5, Branches: 3, Groups: 5, Profiles: 6, Types: 5, Rules: 10, Restrictions: 4, Records: 20}

// Draw makes a small company.
func Draw(t *rapid.T) *World { return generator().Draw(t, "company") }

func generator() *rapid.Generator[*World] {
	return rapid.Custom(func(t *rapid.T) *World {
		return newMaker(drawn{t: t, bit: rapid.Bool()}, small, false).make()
	})
}

// Seeded makes a company of exactly that size, the same for the same seed.
func Seeded(seed uint64, size Size) *World {
	return newMaker(seeded{random: rand.New(rand.NewPCG(seed, seed^0x9e3779b97f4a7c15))}, size, true).make()
}

// SmallSeeded makes a company such as Draw makes, the same for the same seed.
func SmallSeeded(seed uint64) *World {
	return newMaker(seeded{random: rand.New(rand.NewPCG(seed, ^seed))}, small, false).make()
}
