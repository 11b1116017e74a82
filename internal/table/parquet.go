package table

import (
	"io"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// rowGroup is how many rows stand together: what is held in memory before it is written.
const rowGroup = 20_000

type parquetWriter[T any] struct {
	*parquet.GenericWriter[T]
	batch []T
	rows  int
}

func newParquet[T any](w io.Writer) *parquetWriter[T] {
	return &parquetWriter[T]{GenericWriter: parquet.NewGenericWriter[T](w, parquet.Compression(&zstd.Codec{}), parquet.CreatedBy("isnad", "", "")), batch: make([]T, 0, 256)}
}

func (p *parquetWriter[T]) write(row *T) error {
	if p.batch = append(p.batch, *row); len(p.batch) < cap(p.batch) {
		return nil
	}
	return p.flush()
}

func (p *parquetWriter[T]) flush() error {
	n, err := p.Write(p.batch)
	p.batch = p.batch[:0]
	if err != nil {
		return err
	}
	if p.rows += n; p.rows >= rowGroup {
		p.rows = 0
		return p.Flush()
	}
	return nil
}

func (p *parquetWriter[T]) close() error {
	if err := p.flush(); err != nil {
		return err
	}
	return p.Close()
}
