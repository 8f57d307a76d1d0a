// Package backend holds no code, only the map of the layers below it. A package imports from the rows above its own in this list,
// never from its own row or below; architecture_test.go enforces it and gives the reason for each ban.
//
//	 1  fault ident clock locale    what everything stands on: errors, ids, time, languages, the format of what people write;
//	    markup                      the standard library only
//	 2  query event dial picture    conditions as a tree, news inside the process, phone numbers, pictures made small
//	 3  directory                   the company: branches, departments, positions, employees, groups
//	 4  schema                      element types and their fields, one file per kind of field
//	 5  access                      who may do what: roles, profiles, sharing rules, restrictions, shares, compiled into rights
//	 6  audit record                one write path and one read path for records; what happened, chained
//	 7  every other package         features: they meet through events or through an interface the consumer declares
//	 8  store protocol              adapters: the databases, the wire protocols
//	 9  httpapi                     the HTTP interface of office and desk
//	10  app                         outside backend: composes all of it
//
// testkit holds what tests need and is imported by tests alone.
package backend
