package isnad

import "errors"

// The kinds of error that callers tell apart with errors.Is. Functions wrap them with %w, their own name and arguments;
// cmd/isnad, internal/web and internal/api each turn kinds into their exit code or status in one table.
var (
	ErrNotFound    = errors.New("not found")
	ErrInvalid     = errors.New("invalid")        // the input breaks a rule; the text says which, and what to do
	ErrBlocked     = errors.New("blocked")        // refused by a guard: a private address, robots, a limit
	ErrSignIn      = errors.New("sign in")        // whoever asks is not known; signing in may help
	ErrUnavailable = errors.New("unavailable")    // the other side does not answer now; trying again may help
	ErrConflict    = errors.New("conflict")       // somebody else changed it, or holds it
	ErrCorrupt     = errors.New("corrupt")        // stored data is not what was written
	ErrFull        = errors.New("no space left")  // the disk is full; reading goes on
	ErrUnsupported = errors.New("not supported")  // a valid wish that this engine or build cannot fulfil
	ErrNotArticle  = errors.New("not an article") // a page, line or file that holds no article
)
