package isnad

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"time"
)

// Capture is what was fetched or imported, unchanged: the evidence. A fetch that failed is a Capture with Error set,
// not an error: that a page would not load is a fact about the page.
type Capture struct {
	URL      string
	FinalURL string // after redirects; empty when the same
	Moved    string // where permanent redirects alone led; empty when there were none, or others among them
	At       time.Time
	Status   int // HTTP status; 0 where there was none
	Header   http.Header
	Request  http.Header // of the request that got it, where known
	Body     []byte      // decoded of its transfer and content encodings
	Digest   string      // of Body, as [Digest] gives it
	WARC     string      // where it is archived, "file#offset"; empty before
	Error    string      // why there is no body
	Why      Failure     // of what kind Error is; an archive does not keep it
}

// Digest names a body: "sha256:" and 64 hexadecimal digits.
func Digest(body []byte) string {
	sum := sha256.Sum256(body)
	return "sha256:" + hex.EncodeToString(sum[:])
}
