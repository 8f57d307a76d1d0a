package sqlite

import (
	"errors"
	"strings"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"kontora/backend/store/failure"
)

// Failure sorts an error of the driver.
func (Dialect) Failure(err error) *failure.Failure {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return nil
	}
	switch e.Code() {
	case lib.SQLITE_CONSTRAINT_UNIQUE, lib.SQLITE_CONSTRAINT_PRIMARYKEY, lib.SQLITE_CONSTRAINT_ROWID:
		return unique(e.Error())
	}
	return &failure.Failure{Kind: kind(e.Code())}
}

func kind(code int) failure.Kind {
	switch code & 0xff {
	case lib.SQLITE_FULL:
		return failure.DiskFull
	case lib.SQLITE_READONLY, lib.SQLITE_PERM:
		return failure.ReadOnly
	case lib.SQLITE_IOERR:
		return failure.Unreadable
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return failure.Locked
	case lib.SQLITE_CANTOPEN:
		return failure.Unreachable
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return failure.Damaged
	}
	return failure.Other
}

// before stands in front of the columns; the driver puts the same words in front once more.
const before = "constraint failed: "

// unique reads "UNIQUE constraint failed: table.a, table.b", or "… failed: index 'name'" for an index on expressions.
func unique(message string) *failure.Failure {
	found := &failure.Failure{Kind: failure.Unique}
	if !strings.Contains(message, before) {
		return found
	}
	list := message[strings.LastIndex(message, before)+len(before):]
	list, _, _ = strings.Cut(list, " (")
	if name, ok := strings.CutPrefix(list, "index '"); ok {
		found.Index = strings.TrimSuffix(name, "'")
		return found
	}
	for part := range strings.SplitSeq(list, ", ") {
		table, column, ok := strings.Cut(part, ".")
		if !ok {
			continue
		}
		found.Table = table
		found.Columns = append(found.Columns, column)
	}
	return found
}
