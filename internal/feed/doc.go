// Package feed reads what tells of new articles: RSS 0.9 to 2.0, RDF, Atom, JSON Feed, sitemaps and their indexes, and OPML
// lists of feeds; finds feeds in a page; and says when to look again.
//
// It fetches nothing and keeps nothing. A broken feed is read as far as it goes; what was wrong is among the findings.
//
// Start with [Parse].
package feed
