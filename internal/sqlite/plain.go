package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"

	"isnad"
	"isnad/arabic"
)

// maxPlain is how much of a text is kept for ranking, in bytes: what stands later in a longer one counts by its vector.
const maxPlain = 64 << 10

// fastest packs plain texts, which are read sixty at a time.
var fastest = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithEncoderCRC(false))
	if err != nil {
		panic(err) // only wrong options
	}
	return e
})

// packPlain makes what table plain holds of an article.
func packPlain(a *isnad.Article) []byte {
	text := a.Text()
	if len(text) > maxPlain {
		at := maxPlain
		for at > 0 && !utf8.RuneStart(text[at]) {
			at--
		}
		text = text[:at]
	}
	title := strings.ReplaceAll(a.Title, "\n", " ")
	return fastest().EncodeAll([]byte(title+"\n"+text), nil)
}

// plainTexts analyses the titles and texts of the articles with those ids, and gives them to each; what it gets is the callback's
// until it returns.
func (db *DB) plainTexts(ctx context.Context, list string, each func(id int64, t isnad.Terms)) error {
	rows, err := db.read.QueryContext(ctx, `SELECT p.id, p.text FROM json_each(?) j CROSS JOIN plain p ON p.id = j.value`, list)
	if err != nil {
		return err
	}
	defer rows.Close()
	analyzer := analyzers.Get().(*arabic.Analyzer)
	defer analyzers.Put(analyzer)
	_, decoder := codec()
	var buffer []byte
	var t isnad.Terms
	for rows.Next() {
		var id int64
		var packed sql.RawBytes
		if err := rows.Scan(&id, &packed); err != nil {
			return err
		}
		if buffer, err = decoder.DecodeAll(packed, buffer[:0]); err != nil {
			return fmt.Errorf("%w: plain text of row %d: %w", isnad.ErrCorrupt, id, err)
		}
		title, text, _ := strings.Cut(string(buffer), "\n")
		t.Title = analyzer.AppendTerms(t.Title[:0], title)
		t.Text = analyzer.AppendTerms(t.Text[:0], text)
		each(id, t)
	}
	return rows.Err()
}
