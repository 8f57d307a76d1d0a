// Package administration keeps the people, types and rights of a company in memory as one immutable model, and changes them: copy,
// check the whole, write in one transaction, then put the new model in the old one's place.
package administration
