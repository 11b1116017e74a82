// Package api is the archive over HTTP for programs: REST under /api/v1 with its description generated from the code (OpenAPI
// 3.1), and the feeds of saved searches. docs/api.md is its manual.
//
// It answers in the interchange format where an article is given whole, offsets in code points; errors are problem+json (RFC
// 9457). It decides nothing: what is found is decided by the engine, what may be asked by internal/account.
//
// Start with [New]; each noun's operations stand in its own file.
package api
