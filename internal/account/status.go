package account

import (
	"context"
	"errors"
	"net/http"

	"isnad"
)

// statuses turns the kinds of error into HTTP's. The first that fits is taken; what fits none is a fault of ours.
func statuses() []kindStatus {
	return []kindStatus{
		{isnad.ErrNotFound, http.StatusNotFound},
		{isnad.ErrNotArticle, http.StatusUnprocessableEntity},
		{isnad.ErrInvalid, http.StatusBadRequest},
		{isnad.ErrSignIn, http.StatusUnauthorized},
		{isnad.ErrBlocked, http.StatusForbidden},
		{isnad.ErrConflict, http.StatusConflict},
		{isnad.ErrFull, http.StatusInsufficientStorage},
		{isnad.ErrUnsupported, http.StatusNotImplemented},
		{isnad.ErrUnavailable, http.StatusServiceUnavailable},
		{context.DeadlineExceeded, http.StatusServiceUnavailable},
	}
}

type kindStatus struct {
	kind   error
	status int
}

// StatusOf gives the HTTP status by which pages, the API and readers on phones all answer an error of that kind.
func StatusOf(err error) int {
	var wait *WaitError
	if errors.As(err, &wait) {
		return http.StatusTooManyRequests
	}
	for _, s := range statuses() {
		if errors.Is(err, s.kind) {
			return s.status
		}
	}
	return http.StatusInternalServerError
}
