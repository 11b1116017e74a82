package sqlite

import (
	"encoding/json"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"

	"isnad"
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

// pack makes an article's stored body: encoding/json keeps the byte offsets, which the interchange format would not.
func pack(a *isnad.Article) ([]byte, error) {
	plain, err := json.Marshal(a)
	if err != nil {
		return nil, err
	}
	e, _ := codec()
	return e.EncodeAll(plain, make([]byte, 0, len(plain)/2)), nil
}

// unpack is the reverse of pack; what cannot be read is ErrCorrupt.
func unpack(body []byte) (*isnad.Article, error) {
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
