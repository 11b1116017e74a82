package ingest

import "isnad"

// NewSource is a source that has not been polled yet. Its id is made of its address, so that subscribing twice is one source.
func NewSource(address string, kind isnad.SourceKind, title string) *isnad.Source {
	return &isnad.Source{ID: isnad.Digest([]byte(address))[7:23], URL: address, Kind: kind, Title: title}
}
