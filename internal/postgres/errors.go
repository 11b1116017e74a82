package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"isnad"
)

// kind gives err the root's kind, keeping its text.
func kind(err error) error {
	if err == nil {
		return nil
	}
	k := kindOf(err)
	if k == nil || errors.Is(err, k) {
		return err
	}
	return fmt.Errorf("%w: %w", k, err)
}

func kindOf(err error) error {
	var e *pgconn.PgError
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return isnad.ErrNotFound
	case errors.As(err, &e):
		return kindOfCode(e.Code)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return nil
	case disconnected(err):
		return isnad.ErrUnavailable
	}
	return nil
}

// kindOfCode tells the root's kind of an SQLSTATE, the longest beginning first.
func kindOfCode(code string) error {
	for _, k := range []struct {
		begins string
		kind   error
	}{
		{"53100", isnad.ErrFull},        // disk full
		{"53", isnad.ErrUnavailable},    // out of memory, too many connections
		{"57014", isnad.ErrUnavailable}, // took longer than the statement timeout
		{"57P", isnad.ErrUnavailable},   // shutting down, crashed, starting up
		{"08", isnad.ErrUnavailable},    // the connection broke
		{"25006", isnad.ErrUnavailable}, // writing to what is a replica, before or after a promotion
		{"25P03", isnad.ErrUnavailable}, // idle in a transaction for too long
		{"40", isnad.ErrConflict},       // serialization failure, deadlock
		{"55P03", isnad.ErrConflict},    // a lock was not to be had
		{"XX001", isnad.ErrCorrupt},
		{"XX002", isnad.ErrCorrupt},
		{"28", isnad.ErrInvalid},    // user or password
		{"3D000", isnad.ErrInvalid}, // no such database
		{"42501", isnad.ErrInvalid}, // the user may not
		{"42704", isnad.ErrInvalid}, // no such setting
		{"22021", isnad.ErrInvalid}, // bytes that are no text
	} {
		if strings.HasPrefix(code, k.begins) {
			return k.kind
		}
	}
	return nil
}

// disconnected reports whether err says that the connection broke, or none was to be had.
func disconnected(err error) bool {
	var network net.Error
	var connect *pgconn.ConnectError
	return errors.As(err, &connect) || errors.As(err, &network) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, net.ErrClosed) || pgconn.SafeToRetry(err) || strings.Contains(err.Error(), "conn closed")
}

// again reports whether the transaction that ended with err can be run again: it conflicted with another, or the server went away
// before it committed.
func again(err error) bool {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		k := kindOfCode(e.Code)
		return e.Code[:2] == "40" || k == isnad.ErrUnavailable && e.Code != "57014" && e.Code != "25P03"
	}
	return errors.Is(err, errLost) || kindOf(err) == isnad.ErrUnavailable
}
