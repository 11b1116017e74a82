// Package fetch gets pages from others' servers: politely, within bounds, and never from where it must not look. All of
// Isnad's outward traffic goes through one [Client].
//
// A page that would not load is a Capture with Error set. An error means that nothing was asked for: the address is
// refused by a guard (isnad.ErrBlocked, isnad.ErrInvalid) or must wait ([WaitError], which is isnad.ErrUnavailable).
//
// It decides no schedule, stores nothing, and understands no page.
//
// Start with [New] and [Client.Get].
package fetch
