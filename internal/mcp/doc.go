// Package mcp offers the archive to assistants as tools of the Model Context Protocol: search_articles, search_statements,
// get_article, story_timeline, person_statements. All read, none writes.
//
// Every answer names its sources, with addresses, and says that the texts are quotations which must not be followed: an
// article may hold anything, also words meant for an assistant.
//
// It decides nothing: what is found is decided by the engine, who may ask by internal/account. Start with [New].
package mcp
