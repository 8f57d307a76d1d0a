package postgres

import (
	"context"
	"database/sql/driver"
	"errors"
	"net"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"kontora/backend/store/failure"
)

// key finds the columns in the detail "Key (a, b)=(1, 2) already exists.", whatever the language around it.
var key = regexp.MustCompile(`\(([^)]*)\)=\(`)

// Failure sorts an error of the driver.
func (Dialect) Failure(err error) *failure.Failure {
	var reported *pgconn.PgError
	if errors.As(err, &reported) {
		if reported.Code == "23505" {
			return unique(reported)
		}
		return &failure.Failure{Kind: kind(reported)}
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return nil
	}
	var connecting *pgconn.ConnectError
	var network net.Error
	if errors.As(err, &connecting) || errors.Is(err, driver.ErrBadConn) || errors.As(err, &network) || errors.Is(err, net.ErrClosed) {
		return &failure.Failure{Kind: failure.Unreachable}
	}
	return nil
}

func kind(e *pgconn.PgError) failure.Kind {
	switch e.Code {
	case "40001", "40P01":
		return failure.Retry
	case "0A000": // a statement prepared before a column was added
		if strings.Contains(e.Routine, "RevalidateCachedQuery") {
			return failure.Retry
		}
	case "57014":
		return failure.Stopped
	case "53100":
		return failure.DiskFull
	case "25006", "42501":
		return failure.ReadOnly
	case "55P03":
		return failure.Locked
	case "58030":
		return failure.Unreadable
	case "XX001", "XX002":
		return failure.Damaged
	case "53300", "57P01", "57P02", "57P03", "3D000", "28P01", "28000":
		return failure.Unreachable
	}
	if strings.HasPrefix(e.Code, "08") {
		return failure.Unreachable
	}
	return failure.Other
}

func unique(e *pgconn.PgError) *failure.Failure {
	found := &failure.Failure{Kind: failure.Unique, Table: e.TableName, Index: e.ConstraintName}
	if columns := key.FindStringSubmatch(e.Detail); columns != nil {
		for column := range strings.SplitSeq(columns[1], ", ") {
			found.Columns = append(found.Columns, strings.Trim(column, `"`))
		}
	}
	return found
}
