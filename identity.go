package isnad

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"

	"isnad/extract"
)

var idLetters = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// ArticleID names a document stably: by its address where it has one, so that an edited page keeps its id, else by its
// outlet, title and first paragraph. rank is its place among the documents of one page; those after the first have no
// address of their own, so their title is part of the name.
func ArticleID(d *extract.Document, rank int) string {
	parts := []string{d.Source.Name, d.Title}
	if len(d.Paragraphs) > 0 {
		parts = append(parts, d.Paragraphs[0])
	}
	if url := d.CanonicalURL; url != "" || d.URL != "" {
		if url == "" {
			url = d.URL
		}
		parts = []string{url}
		if rank > 0 {
			parts = append(parts, d.Title)
		}
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return idLetters.EncodeToString(sum[:10])
}
