package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"syscall"

	"isnad"
	"isnad/internal/coding"
)

// ErrRobots says that a site's robots.txt forbids an address. It is isnad.ErrBlocked.
var ErrRobots = fmt.Errorf("%w: robots.txt forbids it", isnad.ErrBlocked)

// ErrCutOff is that a request was not made, or not ended, for a reason of this side: who asked was told to stop, or the register of
// turns did not answer. It says nothing of the host: ask again.
var ErrCutOff = errors.New("cut off on this side")

// cutOff reports whether the end of a request is this side's.
func cutOff(ctx context.Context, err error) bool {
	return ctx.Err() != nil || errors.Is(err, context.Canceled) || errors.Is(err, ErrCutOff)
}

// Why tells of what kind the failure of a [Client.Get] is, which gave this capture and error; empty where it did not fail.
func Why(c *isnad.Capture, err error) isnad.Failure {
	var wait *WaitError
	switch {
	case errors.As(err, &wait) && wait.Why != "":
		return wait.Why
	case errors.As(err, &wait):
		return isnad.FailedBusy
	case errors.Is(err, ErrRobots):
		return isnad.FailedRobots
	case errors.Is(err, isnad.ErrBlocked), errors.Is(err, isnad.ErrInvalid):
		return isnad.FailedGuard
	case errors.Is(err, ErrCutOff):
		return ""
	case err != nil:
		return isnad.FailedAnswer
	}
	return c.Why
}

// whyStatus is the kind of a status that is no success.
func whyStatus(status int) isnad.Failure {
	switch {
	case status == http.StatusUnauthorized, status == http.StatusPaymentRequired, status == http.StatusForbidden, status == http.StatusUnavailableForLegalReasons:
		return isnad.FailedForbidden
	case status == http.StatusNotFound:
		return isnad.FailedMissing
	case status == http.StatusGone:
		return isnad.FailedGone
	case status >= 300 && status <= 399:
		return isnad.FailedRedirect
	}
	return isnad.FailedServer
}

// reason puts a failure in words for the source's page, without Go's wrapping, and tells its kind.
func reason(err error) (string, isnad.Failure) {
	var dns *net.DNSError
	var timeout net.Error
	var unknown x509.UnknownAuthorityError
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return "the host is not known", isnad.FailedAnswer
	case errors.As(err, &dns):
		return "the name server did not answer", isnad.FailedAnswer
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return "it took too long", isnad.FailedAnswer
	case errors.Is(err, syscall.ECONNREFUSED):
		return "the host refused the connection", isnad.FailedAnswer
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "the body ended early", isnad.FailedAnswer
	case errors.Is(err, coding.ErrTooLarge):
		return coding.ErrTooLarge.Error(), isnad.FailedSize
	case errors.As(err, &unknown), errors.As(err, &certificate), errors.As(err, &record):
		return isnad.CleanText(err.Error()), isnad.FailedCertificate
	}
	return isnad.CleanText(err.Error()), isnad.FailedAnswer
}
