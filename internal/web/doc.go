// Package web shows the archive as pages: right to left first, rendered on the server, working without script.
//
// It answers what happened (front), who said what and how that is proven (article), what one person was reported to have
// said (person), where a sentence stands (search) and what is broken (sources). It stores nothing, fetches nothing and
// decides nothing about language: what it shows was found before, and every mark on a page points at the stored words.
//
// Text of articles is foreign: html/template escapes it, every field stands in an isolate of its own (<bdi>, dir=auto),
// characters that override the direction of their neighbours are left out on display, and the content security policy
// lets no script run but the one small file of ours, which no page needs.
//
// A page is three neighbours: article.go, article.html, article.css. Wordings stand in words_ar.txt and words_en.txt.
// Start with [New]; every address is in the table in routes.go.
package web
