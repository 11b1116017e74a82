package table

import (
	"fmt"
	"io"
	"iter"

	"isnad"
)

// Format is a form of table.
type Format string

const (
	CSV     Format = "csv"
	Parquet Format = "parquet"
)

// articleRow is an article as a row. The names of columns are those of the interchange format where it has the field.
type articleRow struct {
	ID         string   `parquet:"id"`
	URL        string   `parquet:"url,optional"`
	Title      string   `parquet:"title"`
	Source     string   `parquet:"source,optional,dict"`
	Host       string   `parquet:"host,optional,dict"`
	Published  string   `parquet:"published,optional"`      // day
	Time       string   `parquet:"published_time,optional"` // RFC 3339, where the hour is known
	Lang       string   `parquet:"lang,optional,dict"`
	Section    string   `parquet:"section,optional,dict"`
	Dateline   string   `parquet:"dateline,optional,dict"`
	Authors    []string `parquet:"authors,list"`
	Credits    []string `parquet:"credits,list"`
	Tags       []string `parquet:"tags,list"`
	Keywords   []string `parquet:"keywords,list"`
	Statements int64    `parquet:"statements"`
	Copy       string   `parquet:"copy,optional"`
	Original   *bool    `parquet:"original,optional"`
	Story      string   `parquet:"story,optional"`
	Captured   string   `parquet:"captured,optional"`
	Digest     string   `parquet:"digest,optional"`
	Text       string   `parquet:"text"`
}

func articleRowOf(a *isnad.Article) articleRow {
	r := articleRow{ID: a.ID, URL: a.URL, Title: a.Title, Source: a.Source.Name, Host: a.Source.Host, Published: a.Published.Day.String(), Lang: a.Lang, Section: a.Section,
		Dateline: a.Dateline, Authors: a.Authors, Credits: a.Credits, Tags: a.Tags, Statements: int64(len(a.Statements)), Copy: a.Copy, Original: a.Original, Story: a.Story,
		Digest: a.Captured.Digest, Text: a.Text()}
	if !a.Published.Time.IsZero() {
		r.Time = a.Published.Time.Format("2006-01-02T15:04:05Z07:00")
	}
	if !a.Captured.At.IsZero() {
		r.Captured = a.Captured.At.UTC().Format("2006-01-02T15:04:05Z")
	}
	for _, k := range a.Keywords {
		r.Keywords = append(r.Keywords, k.Text)
	}
	return r
}

// statementRow is a statement as a row; see isnad.StatementRow.
type statementRow struct {
	ID          string   `parquet:"id"`
	Article     string   `parquet:"article"`
	Copy        string   `parquet:"copy,optional"`
	Original    *bool    `parquet:"original,optional"`
	Story       string   `parquet:"story,optional"`
	URL         string   `parquet:"url,optional"`
	Title       string   `parquet:"title"`
	Source      string   `parquet:"source,optional,dict"`
	Published   string   `parquet:"published,optional"`
	Said        string   `parquet:"said,optional"`
	Speaker     string   `parquet:"speaker,optional,dict"`
	SpeakerType string   `parquet:"speaker_type,optional,dict"`
	SpeakerRole string   `parquet:"speaker_role,optional,dict"`
	SpeakerKey  string   `parquet:"speaker_entity,optional,dict"`
	How         string   `parquet:"how,optional,dict"`
	Act         string   `parquet:"act,dict"`
	Kind        string   `parquet:"kind,dict"`
	Cue         string   `parquet:"cue,optional,dict"`
	Content     string   `parquet:"content"`
	Relays      []string `parquet:"relays,list"`
	Medium      string   `parquet:"medium,optional"`
	Field       string   `parquet:"field,dict"`
	Start       int64    `parquet:"start"`
	End         int64    `parquet:"end"`
	Confidence  float64  `parquet:"confidence"`
	Nested      bool     `parquet:"nested"`
	Corrected   bool     `parquet:"corrected"`
}

func statementRowOf(s *isnad.StatementRow) statementRow {
	return statementRow{s.ID, s.Article, s.Copy, s.Original, s.Story, s.URL, s.Title, s.Source, s.Published.String(), s.Said.String(), s.Speaker, s.SpeakerType, s.SpeakerRole,
		s.SpeakerKey, s.How, string(s.Act), string(s.Kind), s.Cue, s.Content, s.Relays, s.Medium, string(s.Field), int64(s.Start), int64(s.End), s.Confidence, s.Nested, s.Corrected}
}

// writer takes rows.
type writer[T any] interface {
	write(row *T) error
	close() error
}

func newWriter[T any](w io.Writer, f Format) (writer[T], error) {
	switch f {
	case CSV:
		return newCSV[T](w)
	case Parquet:
		return newParquet[T](w), nil
	}
	return nil, fmt.Errorf("table: %w: format %q", isnad.ErrUnsupported, f)
}

// Articles writes one row an article.
func Articles(w io.Writer, f Format, articles iter.Seq2[*isnad.Article, error]) error {
	return rows(w, f, articles, func(a *isnad.Article, write func(*articleRow) error) error {
		r := articleRowOf(a)
		return write(&r)
	})
}

// Statements writes one row a statement.
func Statements(w io.Writer, f Format, articles iter.Seq2[*isnad.Article, error]) error {
	return rows(w, f, articles, func(a *isnad.Article, write func(*statementRow) error) error {
		for _, s := range isnad.StatementRows(a) {
			r := statementRowOf(&s)
			if err := write(&r); err != nil {
				return err
			}
		}
		return nil
	})
}

func rows[T any](w io.Writer, f Format, articles iter.Seq2[*isnad.Article, error], each func(*isnad.Article, func(*T) error) error) error {
	t, err := newWriter[T](w, f)
	if err != nil {
		return err
	}
	for a, err := range articles {
		if err != nil {
			return err
		}
		if err := each(a, t.write); err != nil {
			return fmt.Errorf("table: article %s: %w", a.ID, err)
		}
	}
	return t.close()
}
