package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"

	"isnad"
	"isnad/internal/story"
)

// Import brings files into an archive. The same import again goes on where the last one ended and takes nothing twice.
type Import struct {
	Store Store
	// Stories places the articles; made where nil. Who crawls at the same time gives the crawler's.
	Stories *Stories
	Archive isnad.Archive // keeps pages that are imported, as evidence
	Workers int           // annotating at once; 0 is one a processor
	// Report is told each item that was not taken. It is called from one goroutine.
	Report func(Problem)
	// Progress is told how many bytes of all are done, and what was taken so far.
	Progress func(done, total int64, t Tally)
}

// Tally counts what an import did.
type Tally struct {
	Files    int
	Articles int // stored, new or again
	Skipped  int // files that an earlier run had finished
	Problems int
	Sources  int // feeds taken from lists of subscriptions
}

// batchSize is how many articles share a transaction: enough that syncing to disk costs little, few enough that a crash
// repeats a second's work at most.
const batchSize = 200

// Run imports each path, folders with all that is in them, in order of name. The error is one of the archive's; an item
// that cannot be read is reported and counted, and the others go on.
func (im *Import) Run(ctx context.Context, paths []string) (Tally, error) {
	run := &importRun{Import: im, stories: im.Stories}
	if run.stories == nil {
		run.stories = NewStories(im.Store)
	}
	defer run.stories.Leave()
	files := run.list(paths)
	for _, f := range files {
		run.total += f.size
	}
	for _, f := range files {
		if err := run.file(ctx, f); err != nil {
			return run.tally, err
		}
		run.tally.Files++
		run.finished += f.size
		run.progress(0)
	}
	return run.tally, nil
}

// importRun is one Run under way.
type importRun struct {
	*Import
	stories         *Stories
	analysis        analysis
	tally           Tally
	finished, total int64 // bytes of files as they lie on disk
}

type inputFile struct {
	path string
	size int64
}

// list names the files of the paths; what cannot be listed is a problem.
func (r *importRun) list(paths []string) []inputFile {
	var files []inputFile
	for _, root := range paths {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				r.problem(Problem{Where: path, Err: plainError(err)})
				return nil
			}
			if info, err := d.Info(); err == nil && !d.IsDir() {
				files = append(files, inputFile{path, info.Size()})
			}
			return nil
		})
		if err != nil {
			r.problem(Problem{Where: root, Err: plainError(err)})
		}
	}
	return slices.CompactFunc(files, func(a, b inputFile) bool { return a.path == b.path })
}

// plainError says what the operating system said, without Go's words around it.
func plainError(err error) error {
	var p *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w: no such file or folder", isnad.ErrNotFound)
	case errors.As(err, &p):
		return p.Err
	}
	return err
}

func (r *importRun) problem(p Problem) {
	if !p.Warning {
		r.tally.Problems++
	}
	if r.Report != nil {
		r.Report(p)
	}
}

func (r *importRun) progress(inFile int64) {
	if r.Progress != nil {
		r.Progress(r.finished+inFile, r.total, r.tally)
	}
}

// file imports one file by what it holds. Only an error of the archive comes back.
func (r *importRun) file(ctx context.Context, f inputFile) error {
	in, err := openInput(f.path)
	if err != nil {
		r.problem(Problem{Where: f.path, Err: plainError(err)})
		return nil
	}
	defer in.Close()
	key := "import/" + in.fingerprint
	done, err := r.Store.Progress(ctx, key)
	if err != nil {
		return fmt.Errorf("ingest.Import(%s): %w", f.path, err)
	}
	if done == progressDone {
		r.tally.Skipped++
		return nil
	}
	part := &importPart{importRun: r, in: in, key: key, resume: done}
	if err := part.read(ctx); err != nil {
		return fmt.Errorf("ingest.Import(%s): %w", f.path, err)
	}
	return nil
}

// progressDone marks a file that was taken whole; before that the progress is a number of lines.
const progressDone = "done"

// importPart is one file under way.
type importPart struct {
	*importRun
	in     *input
	key    string
	resume string
}

func (p *importPart) read(ctx context.Context) error {
	switch p.in.kind {
	case jsonLines:
		return p.lines(ctx)
	case warcFile:
		return p.warc(ctx)
	case opmlFile:
		return p.opml(ctx)
	case pageFile:
		return p.page(ctx)
	}
	p.problem(Problem{Where: p.in.path, Err: fmt.Errorf("%w: %s", isnad.ErrUnsupported, p.in.reason)})
	return nil
}

// finish marks the file as taken whole.
func (p *importPart) finish(ctx context.Context) error {
	return p.Store.Update(ctx, func(tx isnad.Tx) error { return tx.SaveProgress(p.key, progressDone) })
}

// damaged reports that the file cannot be read further: a broken archive, a failing disk.
func (p *importPart) damaged(err error) {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("ends in the middle: the file is truncated")
	}
	p.problem(Problem{Where: p.in.path, Err: fmt.Errorf("%w: %w; what came before it was taken", isnad.ErrCorrupt, err)})
}

// prepared is an article with its terms and its profile, ready for the writer.
type prepared struct {
	article *isnad.Article
	terms   isnad.Terms
	profile *story.Profile
}

// store puts articles and the progress in one transaction.
func (p *importPart) store(ctx context.Context, batch []prepared, progress string) error {
	err := p.stories.Put(ctx, batch, func(tx isnad.Tx) error { return tx.SaveProgress(p.key, progress) })
	if err == nil {
		p.tally.Articles += len(batch)
	}
	return err
}
