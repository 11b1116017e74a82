package ingest

import (
	"context"
	"fmt"
	"strconv"

	"isnad"
)

// lines imports JSON Lines: annotated by several workers, stored in order, a batch and the number of its last line in one
// transaction, so that a crash neither loses nor doubles a line.
func (p *importPart) lines(ctx context.Context) error {
	resume, _ := strconv.Atoi(p.resume)
	var broken error
	input := func(yield func(line) bool) {
		for l := range lines(p.in.content) {
			if l.err != nil && l.data == nil {
				broken = l.err
				return
			}
			if l.number > resume && !yield(l) {
				return
			}
		}
	}
	var batch []prepared
	last := resume
	for o := range ordered(input, p.Workers, p.prepareLine) {
		last = o.number
		for _, problem := range o.problems {
			p.problem(problem)
		}
		if o.article != nil {
			batch = append(batch, o.prepared)
		}
		if len(batch) < batchSize {
			continue
		}
		if err := p.store(ctx, batch, strconv.Itoa(last)); err != nil {
			return err
		}
		batch = batch[:0]
		p.progress(p.in.read.n.Load())
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	if broken != nil {
		p.damaged(broken)
	}
	if err := p.store(ctx, batch, strconv.Itoa(last)); err != nil {
		return err
	}
	return p.finish(ctx)
}

// preparedLine is a line's article, ready for the writer.
type preparedLine struct {
	prepared
	number   int
	problems []Problem
}

// prepareLine does all that needs no transaction. An article that says where it was captured keeps it.
func (p *importPart) prepareLine(l line) preparedLine {
	a, problems := readLineArticle(l, fmt.Sprintf("%s:%d", p.in.path, l.number), (*isnad.Article).Clean)
	out := preparedLine{number: l.number, problems: problems}
	if a != nil {
		out.prepared = p.analysis.ready(a)
	}
	return out
}
