package index

import (
	"encoding/json"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"

	"isnad"
	"isnad/dates"
	"isnad/extract"
)

var codec = sync.OnceValues(func() (*zstd.Encoder, *zstd.Decoder) {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault))
	if err != nil {
		panic(err) // only wrong options
	}
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(1<<30))
	if err != nil {
		panic(err)
	}
	return e, d
})

// Pack makes an article's stored body: encoding/json keeps the byte offsets, which the interchange format would not.
func Pack(a *isnad.Article) ([]byte, error) {
	plain, err := json.Marshal(a)
	if err != nil {
		return nil, err
	}
	e, _ := codec()
	return e.EncodeAll(plain, make([]byte, 0, len(plain)/2)), nil
}

// Unpack is the reverse of pack; what cannot be read is ErrCorrupt.
func Unpack(body []byte) (*isnad.Article, error) {
	_, d := codec()
	plain, err := d.DecodeAll(body, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", isnad.ErrCorrupt, err)
	}
	a := new(isnad.Article)
	if err := json.Unmarshal(plain, a); err != nil {
		return nil, fmt.Errorf("%w: %w", isnad.ErrCorrupt, err)
	}
	return a, nil
}

// UnpackHead reads of an article what a result shows of it: id, title, outlet, address, day and paragraphs. The rest, which is
// most of it, is passed over.
func UnpackHead(body []byte) (*isnad.Article, error) {
	var head struct {
		ID         string         `json:"id"`
		URL        string         `json:"url"`
		Title      string         `json:"title"`
		Source     extract.Outlet `json:"source"`
		Published  dates.Date     `json:"published"`
		Paragraphs []string       `json:"paragraphs"`
	}
	if err := UnpackJSON(body, &head); err != nil {
		return nil, err
	}
	a := &isnad.Article{ID: head.ID}
	a.URL, a.Title, a.Source, a.Published, a.Paragraphs = head.URL, head.Title, head.Source, head.Published, head.Paragraphs
	return a, nil
}

// PackJSON makes what [UnpackJSON] reads: JSON, as zstd.
func PackJSON(v any) ([]byte, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	e, _ := codec()
	return e.EncodeAll(plain, nil), nil
}

// UnpackJSON is the reverse of [PackJSON]; what cannot be read is ErrCorrupt.
func UnpackJSON(packed []byte, v any) error {
	_, d := codec()
	plain, err := d.DecodeAll(packed, nil)
	if err == nil {
		err = json.Unmarshal(plain, v)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", isnad.ErrCorrupt, err)
	}
	return nil
}
