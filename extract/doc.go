// Package extract makes clean documents of what was fetched: bytes to text in the right charset, the article apart from
// its page's furniture, metadata by reliability, pages and dumps that hold several articles, and what aggregators fused.
//
// It fetches nothing and interprets no sentence; who speaks is attribution's matter. A page that is no article is said
// to be that, not half extracted.
//
// Start with [Documents].
package extract
