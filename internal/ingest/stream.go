package ingest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"

	"isnad"
)

// MaxLine bounds one line of the interchange format, in bytes; a longer one is reported and passed over.
const MaxLine = 32 << 20

// Problem is one item that could not be taken, and why, in words for people. A Warning was taken, but not all of it.
type Problem struct {
	Where   string // "file:line", or the file alone
	Err     error
	Warning bool
}

// Error puts the place before the reason.
func (p Problem) Error() string { return fmt.Sprintf("%s: %v", p.Where, p.Err) }

// Unwrap gives the reason, so that errors.Is sees its kind.
func (p Problem) Unwrap() error { return p.Err }

// line is one line of input with its number from 1; too long a line has err set instead of data.
type line struct {
	number int
	data   []byte
	err    error
}

// lines reads r line by line, each with its own memory. A read error ends it as a last line with err.
func lines(r io.Reader) iter.Seq[line] {
	return func(yield func(line) bool) {
		b := bufio.NewReaderSize(r, 64<<10)
		for n := 1; ; n++ {
			data, err := readLine(b)
			if err == io.EOF && len(data) == 0 {
				return
			}
			if err == io.EOF {
				err = nil
			}
			if !yield(line{n, data, err}) || (err != nil && data == nil) {
				return
			}
		}
	}
}

// readLine gives one line without its end. A line beyond MaxLine is read over: its beginning comes with ErrInvalid.
// Any other error but io.EOF comes without data.
func readLine(b *bufio.Reader) ([]byte, error) {
	var data []byte
	var long bool
	for {
		part, err := b.ReadSlice('\n')
		if len(data)+len(part) > MaxLine {
			long = true
		}
		if !long {
			data = append(data, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
		case err == io.EOF && (long || len(data) > 0), err == nil:
			if long {
				return data[:min(len(data), 80)], fmt.Errorf("%w: line longer than %d MiB", isnad.ErrInvalid, MaxLine>>20)
			}
			return trimEnd(data), nil
		case err == io.EOF:
			return nil, io.EOF
		default:
			return nil, err
		}
	}
}

func trimEnd(b []byte) []byte {
	for len(b) > 0 && (b[len(b)-1] == '\n' || b[len(b)-1] == '\r') {
		b = b[:len(b)-1]
	}
	if b == nil {
		b = []byte{}
	}
	return b
}

// AnnotateStream reads articles as JSON Lines from r and writes them annotated to w, in the same order. What cannot be
// read is given to report and left out. The error is that of r or w.
func AnnotateStream(r io.Reader, w io.Writer, workers int, report func(Problem)) error {
	out := bufio.NewWriterSize(w, 1<<20)
	var readErr error
	input := func(yield func(line) bool) {
		for l := range lines(r) {
			if l.err != nil && l.data == nil {
				readErr = l.err
				return
			}
			if !yield(l) {
				return
			}
		}
	}
	var an analysis
	for o := range ordered(input, workers, an.annotateLine) {
		for _, p := range o.problems {
			report(p)
		}
		if o.json == nil {
			continue
		}
		out.Write(o.json)
		if err := out.WriteByte('\n'); err != nil {
			return fmt.Errorf("ingest.AnnotateStream: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("ingest.AnnotateStream: %w", err)
	}
	if readErr != nil {
		return fmt.Errorf("ingest.AnnotateStream: reading: %w", readErr)
	}
	return nil
}

type annotated struct {
	json     []byte
	problems []Problem
}

func (s *analysis) annotateLine(l line) (o annotated) {
	where := fmt.Sprintf("line %d", l.number)
	a, problems := readLineArticle(l, where, func(*isnad.Article) {})
	o.problems = problems
	if a == nil {
		return o
	}
	encoded, err := isnad.Encode(s.ready(a).article)
	if err != nil {
		o.problems = append(o.problems, Problem{Where: where, Err: err})
		return o
	}
	o.json = encoded
	return o
}

// readLineArticle makes an annotated article of one line; nil where it is none, which the problems say. An empty line is
// passed over in silence. before is applied to what the line holds, before it is annotated.
func readLineArticle(l line, where string, before func(*isnad.Article)) (*isnad.Article, []Problem) {
	if l.err != nil {
		return nil, []Problem{{Where: where, Err: l.err}}
	}
	if len(l.data) == 0 {
		return nil, nil
	}
	in, warnings, err := isnad.Decode(l.data)
	if err != nil {
		return nil, []Problem{{Where: where, Err: err}}
	}
	var problems []Problem
	for _, w := range warnings {
		problems = append(problems, Problem{Where: where, Err: errors.New(w), Warning: true})
	}
	before(in)
	a, err := guarded(func() *isnad.Article { return Again(in) })
	if err != nil {
		problems = append(problems, Problem{Where: where, Err: err})
	}
	return a, problems
}

// guarded keeps a fault of the annotator from ending an import of ten million articles: the article is named and left out.
func guarded[T any](do func() T) (out T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the annotator failed (%v): please report it with this article", p)
		}
	}()
	return do(), nil
}

// Again annotates an article anew, keeping its id, its evidence and what it brought of its own.
func Again(in *isnad.Article) *isnad.Article {
	id := in.ID
	if id == "" {
		id = isnad.ArticleID(&in.Document, 0)
	}
	if in.Published.Origin == "inferred" {
		in.Published = isnad.Article{}.Published
	}
	a := Annotate(id, in.Document)
	a.Captured, a.Related, a.Copy, a.Original, a.Story = in.Captured, in.Related, in.Copy, in.Original, in.Story
	return a
}
