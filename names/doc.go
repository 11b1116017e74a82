// Package names finds who and what an article speaks of: people, organisations, places, outlets and agencies, with
// their roles and titles, and links the mentions of one article to one another.
//
// It says who is there, not who said anything: that is attribution.
//
// Start with [Find]. [ParseRole] and [Roles] read descriptions («وزير الخارجية الأميركي», «مصادر مطلعة») alone,
// [OutletByAlias], [OutletByHost] and [Directory] know the outlets, [Nisba] the adjectives of origin.
//
// Find works in steps. Curated names (people.tsv, organisations.tsv, places.tsv, countries.tsv, outlets.tsv) are found with
// proclitics taken off; a learned tagger (internal/nametag) finds the names that no list holds, and names spelled alike
// get one type, by the document's vote; both are brought together (resolve.go); parts of full names are found again
// (repeat); the role grammar (roleparse.go) reads offices and sources and ties them to the names beside them; what is
// left is linked to somebody by office, or kept as an unnamed entity of this article. The lists are plain text that an
// editor may extend; each says in its head where it comes from.
package names
