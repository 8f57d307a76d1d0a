// Package replica keeps on a desk exactly what its employee may see, and takes to the office what he did there.
//
// The office's half answers a pull: from what a desk says it holds and what its employee may see now it works out what the desk has to
// drop, to take out, to change and to put in, as one snapshot of the company. The desk's half applies that in one transaction. Both halves
// follow the same Holding, so that office and desk never disagree about how far the desk has come.
//
// The unit of access is the cell (package access): every record stands in exactly one, so a cell that somebody may no longer see is dropped
// whole, and no record ever has to be counted by the reasons for which it is there.
package replica
