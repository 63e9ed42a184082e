package state

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
)

// ErrAway is returned where the database does not answer. Whether a change was made is not known then.
var ErrAway = errors.New("state: the database does not answer")

// wrap adds "state: " to an error, or ErrAway if the database does not answer.
func wrap(err error) error {
	switch {
	case err == nil, errors.Is(err, ErrNone), errors.Is(err, ErrAway), errors.Is(err, ErrStale), errors.Is(err, ErrLocked):
		return err
	case isAway(err):
		return awayError{err}
	}
	return fmt.Errorf("state: %w", err)
}

// awayError is the error of a database that does not answer. Its text is the same for the same cause, without the ports of a connection.
type awayError struct{ cause error }

// Error returns the text of the innermost cause.
func (e awayError) Error() string {
	cause := e.cause
	for inner := errors.Unwrap(cause); inner != nil; inner = errors.Unwrap(cause) {
		cause = inner
	}
	return ErrAway.Error() + ": " + cause.Error()
}

// Unwrap returns ErrAway and the cause.
func (e awayError) Unwrap() []error { return []error{ErrAway, e.cause} }

// busySQLite is SQLite's code of a database that others have locked for as long as busy_timeout says.
const busySQLite = 5

// readOnly is PostgreSQL's code of a change on a standby, which is about to take the place of the server that is gone.
const readOnly = "25006"

// isAway reports whether an error is one of the connection, of a server that starts or ends, or of a lock that others have for long.
func isAway(err error) bool {
	var server *pgconn.PgError
	if errors.As(err, &server) { // PostgreSQL, Appendix A: 08 connection exception, 53 insufficient resources, 57P operator intervention
		return server.Code == readOnly || strings.HasPrefix(server.Code, "08") || strings.HasPrefix(server.Code, "53") || strings.HasPrefix(server.Code, "57P")
	}
	var file *sqlite.Error
	if errors.As(err, &file) {
		return file.Code()&0xff == busySQLite
	}
	var connect *pgconn.ConnectError
	var network net.Error
	if errors.As(err, &connect) || errors.As(err, &network) || pgconn.SafeToRetry(err) {
		return true
	}
	for _, lost := range []error{driver.ErrBadConn, sql.ErrConnDone, io.EOF, io.ErrUnexpectedEOF, context.DeadlineExceeded} {
		if errors.Is(err, lost) {
			return true
		}
	}
	return false
}

// PostgreSQL's code of a database that does not exist, and how those begin of a user that is not let in.
const (
	noDatabase = "3D000"
	notLetIn   = "28"
)

// withCure returns an error of the first connection to PostgreSQL on one line, with what to do about it if that is known.
func withCure(err error) error {
	var server *pgconn.PgError
	isServers := errors.As(err, &server)
	cure := ""
	switch {
	case isServers && server.Code == noDatabase:
		cure = "create the database, or mend its name in state.url"
	case isServers && strings.HasPrefix(server.Code, notLetIn):
		cure = "mend the user and the password in state.url, or let the user in from here in PostgreSQL's pg_hba.conf"
	case !isServers && isAway(err):
		cure = "start PostgreSQL, or mend the host and the port in state.url; a server without TLS needs ?sslmode=disable behind the address"
	default:
		return err
	}
	return curedError{err, cure}
}

// curedError is an error of pgx, which has several lines, and its cure.
type curedError struct {
	error
	cure string
}

// Error returns the error on one line, and the cure.
func (e curedError) Error() string {
	return strings.Join(strings.Fields(e.error.Error()), " ") + "; " + e.cure
}

// Unwrap returns the error.
func (e curedError) Unwrap() error { return e.error }
