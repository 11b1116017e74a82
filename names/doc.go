// Package names finds who and what an article speaks of: people, organisations, places, outlets and agencies, with
// their roles and titles, and links the mentions of one article to one another.
//
// It says who is there, not who said anything: that is attribution.
//
// Start with [Find].
package names
