// Package bits is a set of small numbers, one bit each.
package bits

import "math/bits"

// Set is a set of numbers from 0 up. It is immutable after it was filled and then safe for concurrent use.
type Set struct {
	words []uint64
}

// Of returns the set of the numbers, given in rising order.
func Of[N ~uint32](numbers []N) *Set {
	s := &Set{}
	if len(numbers) == 0 {
		return s
	}
	s.words = make([]uint64, numbers[len(numbers)-1]/64+1)
	for _, n := range numbers {
		s.words[n/64] |= 1 << (n % 64)
	}
	return s
}

// Has reports whether n belongs to the set.
func (s *Set) Has(n int64) bool {
	word := uint64(n) / 64
	return n >= 0 && word < uint64(len(s.words)) && s.words[word]&(1<<(uint64(n)%64)) != 0
}

// Numbers lists the set in rising order.
func (s *Set) Numbers() []int64 {
	var numbers []int64
	for i, word := range s.words {
		for ; word != 0; word &= word - 1 {
			numbers = append(numbers, int64(i)*64+int64(bits.TrailingZeros64(word)))
		}
	}
	return numbers
}
