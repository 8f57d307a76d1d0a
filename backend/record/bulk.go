package record

// Filling is a record that is written in bulk, placed in its cell, with the shares given on it.
type Filling struct {
	*Record
	Shares []GivenShare
}
