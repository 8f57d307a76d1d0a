package sqlite

import (
	"container/list"
	"context"
	"database/sql/driver"
	"errors"
	"strings"
)

// Bounds of what one connection keeps: about ten kilobytes for each statement.
const (
	maxStatements      = 64
	maxStatementLength = 4096
)

// connection is what the driver's connections can do.
type connection interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// preparing is a connection that keeps statements it has prepared: preparing takes as long as running a small one.
// Like every driver connection it is used by one goroutine at a time.
type preparing struct {
	connection
	byText map[string]*list.Element
	recent *list.List // of *statement, the last used first
}

type statement struct {
	text    string
	driver  prepared
	running bool // its rows are still being read
}

// prepared is what the driver's statements can do.
type prepared interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

var errDriver = errors.New("the driver lacks what is needed to keep statements")

func keepStatements(c driver.Conn) (driver.Conn, error) {
	able, ok := c.(connection)
	if !ok {
		return nil, errors.Join(errDriver, c.Close())
	}
	return &preparing{connection: able, byText: make(map[string]*list.Element), recent: list.New()}, nil
}

// ExecContext runs a statement, prepared if it can be.
func (p *preparing) ExecContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Result, error) {
	s, err := p.statement(ctx, text)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return p.connection.ExecContext(ctx, text, args)
	}
	return s.driver.ExecContext(ctx, args)
}

// QueryContext runs a statement, prepared if it can be.
func (p *preparing) QueryContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := p.statement(ctx, text)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return p.connection.QueryContext(ctx, text, args)
	}
	rows, err := s.driver.QueryContext(ctx, args)
	if err != nil {
		return nil, err
	}
	s.running = true
	return &keptRows{Rows: rows, statement: s}, nil
}

// statement returns the prepared statement of the text; nil when it should run unprepared: because it is not of a kind that comes again, or
// because it is running already.
func (p *preparing) statement(ctx context.Context, text string) (*statement, error) {
	if element, ok := p.byText[text]; ok {
		s := element.Value.(*statement)
		if s.running {
			return nil, nil
		}
		p.recent.MoveToFront(element)
		return s, nil
	}
	if !comesAgain(text) {
		return nil, nil
	}
	made, err := p.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	able, ok := made.(prepared)
	if !ok {
		return nil, errors.Join(errDriver, made.Close())
	}
	s := &statement{text: text, driver: able}
	p.byText[text] = p.recent.PushFront(s)
	return s, p.forget()
}

// comesAgain reports whether a statement is worth keeping.
func comesAgain(text string) bool {
	if len(text) > maxStatementLength {
		return false
	}
	word, _, _ := strings.Cut(strings.TrimLeft(text, " \t\r\n"), " ")
	switch strings.ToUpper(word) {
	case "SELECT", "INSERT", "UPDATE", "DELETE", "WITH":
		return true
	}
	return false
}

// forget closes the statement that was longest not used, when there are too many. One that is running stays.
func (p *preparing) forget() error {
	for element := p.recent.Back(); element != nil && p.recent.Len() > maxStatements; element = element.Prev() {
		if s := element.Value.(*statement); !s.running {
			p.recent.Remove(element)
			delete(p.byText, s.text)
			return s.driver.Close()
		}
	}
	return nil
}

// Close closes the statements and the connection.
func (p *preparing) Close() error {
	var errs []error
	for element := p.recent.Front(); element != nil; element = element.Next() {
		errs = append(errs, element.Value.(*statement).driver.Close())
	}
	p.recent.Init()
	return errors.Join(append(errs, p.connection.Close())...)
}

// keptRows are the rows of a statement that runs again later.
type keptRows struct {
	driver.Rows
	statement *statement
}

// Close lets the statement run again.
func (r *keptRows) Close() error {
	r.statement.running = false
	return r.Rows.Close()
}
