package isnad

import "isnad/arabic"

// Terms are the words by which an article is found. They are made by the one analyser, outside any transaction, so that
// many workers can make them while one writer stores.
type Terms struct {
	Title []arabic.Term
	Text  []arabic.Term
}
