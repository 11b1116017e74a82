// Package account decides who somebody is and what they may do: passwords, sessions, tokens, the pace of sign-ins, and the
// check before every address.
//
// It stores nothing itself (isnad.Accounts, Sessions, Tokens do) and shows nothing (internal/web has the pages).
//
// Where the archive has no account, whoever reaches it from this machine may do everything, and nobody else anything: see
// [Door.Visitor].
//
// Start with [Door]; a package with addresses gives them as [Route] values, each with the right it asks for.
package account
