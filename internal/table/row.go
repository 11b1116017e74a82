package table

import (
	"fmt"
	"io"
	"iter"
	"time"

	"isnad"
	"isnad/dates"
)

// Format is a form of table.
type Format string

const (
	CSV     Format = "csv"
	Parquet Format = "parquet"
)

// articleRow is an article as a row. The names of columns are those of the interchange format where it has the field.
//
// When it was published stands in four columns, each nothing where it is not known: the day, how exactly it is known, the moment,
// and what a clock showed on which the outlet goes by. An hour whose zone is not known is a clock without a moment.
type articleRow struct {
	ID         string     `parquet:"id"`
	URL        string     `parquet:"url,optional"`
	Title      string     `parquet:"title"`
	Source     string     `parquet:"source,optional,dict"`
	Host       string     `parquet:"host,optional,dict"`
	Published  *int32     `parquet:"published,date"`
	Precision  string     `parquet:"published_precision,optional,dict"`
	Time       *time.Time `parquet:"published_time,timestamp(microsecond:utc)"`
	Clock      *time.Time `parquet:"published_clock,timestamp(microsecond:local)"`
	Lang       string     `parquet:"lang,optional,dict"`
	Section    string     `parquet:"section,optional,dict"`
	Dateline   string     `parquet:"dateline,optional,dict"`
	Authors    []string   `parquet:"authors,list"`
	Credits    []string   `parquet:"credits,list"`
	Tags       []string   `parquet:"tags,list"`
	Keywords   []string   `parquet:"keywords,list"`
	Statements int64      `parquet:"statements"`
	Copy       string     `parquet:"copy,optional"`
	Original   *bool      `parquet:"original,optional"`
	Story      string     `parquet:"story,optional"`
	Captured   *time.Time `parquet:"captured,timestamp(microsecond:utc)"`
	Digest     string     `parquet:"digest,optional"`
	Text       string     `parquet:"text"`
}

func articleRowOf(a *isnad.Article) articleRow {
	r := articleRow{ID: a.ID, URL: a.URL, Title: a.Title, Source: a.Source.Name, Host: a.Source.Host, Lang: a.Lang, Section: a.Section,
		Dateline: a.Dateline, Authors: a.Authors, Credits: a.Credits, Tags: a.Tags, Statements: int64(len(a.Statements)), Copy: a.Copy, Original: a.Original, Story: a.Story,
		Digest: a.Captured.Digest, Text: a.Text()}
	r.Published, r.Precision = dayOf(a.Published.Day), string(a.Published.Precision)
	r.Time, r.Clock = momentOf(a.Published)
	if at := a.Captured.At.UTC(); !at.IsZero() {
		r.Captured = &at
	}
	for _, k := range a.Keywords {
		r.Keywords = append(r.Keywords, k.Text)
	}
	return r
}

// dayOf is a day as a column of days has it, counted from the first of 1970; nil where it is not known.
func dayOf(d dates.Day) *int32 {
	if d.IsZero() {
		return nil
	}
	n := int32(d.Sub(dates.Day{Year: 1970, Month: time.January, Day: 1}))
	return &n
}

// momentOf gives the moment of publication, and what the outlet's clock showed then. Where the zone is not known there is no
// moment, where the hour is not known neither.
func momentOf(d dates.Date) (at, clock *time.Time) {
	if d.Time.IsZero() {
		return nil, nil
	}
	shown := d.Time
	shown = time.Date(shown.Year(), shown.Month(), shown.Day(), shown.Hour(), shown.Minute(), shown.Second(), shown.Nanosecond(), time.UTC)
	if d.Precision != dates.Minute {
		at = &d.Time
	}
	return at, &shown
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
	Published   *int32   `parquet:"published,date"`
	Said        *int32   `parquet:"said,date"`
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
	return statementRow{s.ID, s.Article, s.Copy, s.Original, s.Story, s.URL, s.Title, s.Source, dayOf(s.Published), dayOf(s.Said), s.Speaker, s.SpeakerType, s.SpeakerRole,
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
