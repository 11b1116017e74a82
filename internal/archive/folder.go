package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"isnad"
)

// Options of a Folder. Zero values are replaced by what each line says.
type Options struct {
	MaxFile  int64 // bytes after which a new file is begun; 1 GiB
	Remember int   // bodies known by digest, for storing each once; 2 million, some 60 MB when full
	Now      func() time.Time
}

// Folder is an archive in a folder; it implements isnad.Archive. Any number of processes may read it, one may append.
type Folder struct {
	dir string
	opt Options

	mu     sync.Mutex
	writer *writer // of this process, begun with the first Append
	closed bool
}

var _ isnad.Archive = (*Folder)(nil)

// Open gives the archive in the folder, which is made where it is not there. The first Append takes the folder's lock, and
// repairs what a crash left of the last record.
func Open(dir string, opt Options) (*Folder, error) {
	if opt.MaxFile == 0 {
		opt.MaxFile = 1 << 30
	}
	opt.MaxFile = min(opt.MaxFile, 1<<(offsetBits-1))
	if opt.Remember == 0 {
		opt.Remember = 2_000_000
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("archive.Open(%s): %w", dir, err)
	}
	if err := syncDir(filepath.Dir(dir)); err != nil {
		return nil, fmt.Errorf("archive.Open(%s): %w", dir, err)
	}
	return &Folder{dir: dir, opt: opt}, nil
}

// Append writes the capture, sets its WARC place, and returns when it is on disk. isnad.ErrConflict means that another
// process writes here, isnad.ErrFull that the disk is full: try again when it is not.
func (f *Folder) Append(ctx context.Context, c *isnad.Capture) error {
	w, err := f.begin()
	if err != nil {
		return fmt.Errorf("archive.Append(%s): %w", c.URL, err)
	}
	if c.Digest == "" && c.Error == "" && c.Status != http.StatusNotModified {
		c.Digest = isnad.Digest(c.Body)
	}
	digest := rememberedDigest(c)
	first := f.storedBefore(w, c, digest)
	if first != nil {
		digest = "" // it stays remembered where it is
	}
	members, main := encode(c, first)
	file, offset, err := w.write(ctx, members, main, digest)
	if err != nil {
		return fmt.Errorf("archive.Append(%s): %w", c.URL, err)
	}
	c.WARC = file + "#" + strconv.FormatInt(offset, 10)
	return nil
}

// smallest is the size below which a body is stored again rather than referred to.
const smallest = 512

// rememberedDigest is the digest under which the capture's body is worth finding again.
func rememberedDigest(c *isnad.Capture) string {
	if len(c.Body) < smallest || c.Status == 0 {
		return ""
	}
	return c.Digest
}

// stored is what a revisit says of the record that it refers to.
type stored struct{ place, id, uri, date string }

// storedBefore looks for a record that holds the capture's body.
func (f *Folder) storedBefore(w *writer, c *isnad.Capture, digest string) *stored {
	if digest == "" {
		return nil
	}
	file, offset, ok := w.find(digest)
	if !ok {
		return nil
	}
	rec, err := f.record(file, offset)
	if err != nil || rec.Type != "response" || rec.Header.Get("Warc-Payload-Digest") != labelled(c.Body) {
		return nil
	}
	return &stored{file + "#" + strconv.FormatInt(offset, 10), rec.Header.Get("Warc-Record-Id"), rec.Header.Get("Warc-Target-Uri"), rec.Header.Get("Warc-Date")}
}

var fileName = regexp.MustCompile(`^isnad-(\d{6,})-\d{8}T\d{6}Z\.warc\.gz$`)

// files gives the names of the folder's WARC files in order of writing.
func (f *Folder) files() ([]string, error) {
	entries, err := os.ReadDir(f.dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if fileName.MatchString(e.Name()) {
			names = append(names, e.Name())
		}
	}
	slices.SortFunc(names, func(a, b string) int { return number(a) - number(b) })
	return names, nil
}

// number gives the place of a file in the order of writing.
func number(name string) int {
	m := fileName.FindStringSubmatch(name)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

// Read gives the capture at that place ("file#offset"), checked against the digest that was written with it.
func (f *Folder) Read(_ context.Context, place string) (*isnad.Capture, error) {
	c, err := f.read(place, 0)
	if err != nil {
		return nil, fmt.Errorf("archive.Read(%s): %w", place, err)
	}
	return c, nil
}

func (f *Folder) read(place string, depth int) (*isnad.Capture, error) {
	name, at, ok := strings.Cut(place, "#")
	offset, err := strconv.ParseInt(at, 10, 64)
	if !ok || err != nil || offset < 0 || !fileName.MatchString(name) {
		return nil, fmt.Errorf("%w: a place is file#offset", isnad.ErrInvalid)
	}
	rec, err := f.record(name, offset)
	if err != nil {
		return nil, err
	}
	return f.capture(rec, place, depth)
}

var errDone = errors.New("done")

// record reads the one record at a place.
func (f *Folder) record(name string, offset int64) (*Record, error) {
	file, err := os.Open(filepath.Join(f.dir, name))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%w: the file is gone", isnad.ErrNotFound)
	} else if err != nil {
		return nil, err
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && offset >= info.Size() {
		return nil, fmt.Errorf("%w: the file ends before", isnad.ErrNotFound)
	}
	if _, err := file.Seek(offset, io.SeekStart); err != nil {
		return nil, err
	}
	return firstRecord(file)
}

// firstRecord reads the record with which a stream of ours begins.
func firstRecord(r io.Reader) (*Record, error) {
	var found *Record
	err := readWARC(r, 32<<10, func(r Record) error {
		found = &r
		return errDone
	})
	if err != nil && err != errDone {
		return nil, err
	}
	if found == nil || found.Offset != 0 || len(found.Findings) > 0 {
		return nil, fmt.Errorf("%w: no whole record begins here", isnad.ErrCorrupt)
	}
	return found, nil
}

// capture makes a capture of one of our own records, following a revisit to the body it refers to.
func (f *Folder) capture(rec *Record, place string, depth int) (*isnad.Capture, error) {
	return captureOf(rec, place, func(first string) (*isnad.Capture, error) {
		if depth > 0 {
			return nil, fmt.Errorf("%w: it refers to a body elsewhere", isnad.ErrCorrupt)
		}
		return f.read(first, 1)
	})
}

// captureOf makes a capture of one of our own records; first reads the one whose body a revisit refers to.
func captureOf(rec *Record, place string, first func(place string) (*isnad.Capture, error)) (*isnad.Capture, error) {
	if want := rec.Header.Get("Warc-Block-Digest"); want != labelled(rec.Block) {
		return nil, fmt.Errorf("%w: the block is not what was written", isnad.ErrCorrupt)
	}
	c := &isnad.Capture{URL: rec.Header.Get("Warc-Target-Uri"), WARC: place, Error: rec.Header.Get("Isnad-Error"), Moved: rec.Header.Get("Isnad-Moved-Uri")}
	if asked := rec.Header.Get("Isnad-Asked-Uri"); asked != "" {
		c.FinalURL, c.URL = c.URL, asked
	}
	at, err := time.Parse(time.RFC3339Nano, rec.Header.Get("Warc-Date"))
	if err != nil {
		return nil, fmt.Errorf("%w: no date", isnad.ErrCorrupt)
	}
	c.At = at
	switch rec.Type {
	case "metadata":
		return c, nil
	case "response", "revisit", "resource":
	default:
		return nil, fmt.Errorf("a %s record: %w", rec.Type, isnad.ErrNotFound)
	}
	body := rec.Block
	if rec.Type != "resource" {
		c.Status, c.Header, body = splitHTTP(rec.Block)
		restoreHeader(c.Header)
	} else if t := rec.Header.Get("Content-Type"); t != unknownType {
		c.Header = http.Header{"Content-Type": {t}}
	}
	switch {
	case rec.Header.Get("Warc-Profile") == sameBody:
		stored, err := first(rec.Header.Get("Isnad-Refers-To"))
		if err != nil {
			return nil, fmt.Errorf("the body it refers to: %w", err)
		}
		c.Body = stored.Body
	case rec.Type != "revisit":
		c.Body = body
	}
	if c.Error == "" && c.Status != http.StatusNotModified {
		if want := rec.Header.Get("Warc-Payload-Digest"); want != labelled(c.Body) {
			return nil, fmt.Errorf("%w: the body is not what was written", isnad.ErrCorrupt)
		}
		c.Digest = isnad.Digest(c.Body)
	}
	if len(c.Body) == 0 {
		c.Body = nil
	}
	return c, nil
}

// restoreHeader undoes what responseBlock renamed.
func restoreHeader(h http.Header) {
	delete(h, "Content-Length")
	for _, name := range []string{"Content-Encoding", "Transfer-Encoding", "Content-Length"} {
		if v := h["X-Archive-Orig-"+name]; v != nil {
			h[name] = v
			delete(h, "X-Archive-Orig-"+name)
		}
	}
}

// Captures walks all that is stored, in order of writing. A record that is not what was written comes as an error
// (isnad.ErrCorrupt), and the walk goes on after it where the consumer does.
func (f *Folder) Captures(ctx context.Context) iter.Seq2[*isnad.Capture, error] {
	return func(yield func(*isnad.Capture, error) bool) {
		names, err := f.files()
		if err != nil {
			yield(nil, fmt.Errorf("archive.Captures: %w", err))
			return
		}
		for i, name := range names {
			if !f.walk(ctx, name, i == len(names)-1, yield) {
				return
			}
		}
	}
}

// walk gives the captures of one file, and reports whether to go on. last says that it is the file being written.
func (f *Folder) walk(ctx context.Context, name string, last bool, yield func(*isnad.Capture, error) bool) bool {
	file, err := os.Open(filepath.Join(f.dir, name))
	if err != nil {
		return yield(nil, fmt.Errorf("archive.Captures: %w", err))
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return yield(nil, fmt.Errorf("archive.Captures: %w", err))
	}
	w := fileWalk{name: name, yield: yield, capture: func(r *Record, place string) (*isnad.Capture, error) { return f.capture(r, place, 0) }}
	err = readOwn(file, 0, 1<<20, func(r Record) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return w.record(r)
	})
	if err == nil && w.end < info.Size() && !(last && cutShort(file, w.end, info.Size())) {
		err = w.gap(info.Size())
	}
	if err == errDone {
		return false
	}
	return err == nil || yield(nil, err)
}

// fileWalk goes through one file of ours, in which one whole record follows the other: what lies between two is damage.
type fileWalk struct {
	name    string
	end     int64 // of the last record that was whole or was reported
	yield   func(*isnad.Capture, error) bool
	capture func(r *Record, place string) (*isnad.Capture, error)
}

func (w *fileWalk) record(r Record) error {
	if r.torn {
		return nil // the tail of what is being written, or was when the machine stopped; elsewhere it leaves a gap
	}
	if r.Offset > w.end {
		if err := w.gap(r.Offset); err != nil {
			return err
		}
	}
	w.end = max(w.end, r.Offset, r.End)
	if len(r.Findings) > 0 {
		return w.give(nil, fmt.Errorf("archive.Captures: %s: %w: %s", w.place(r.Offset), isnad.ErrCorrupt, strings.Join(r.Findings, "; ")))
	}
	if r.Type == "warcinfo" || r.Type == "request" {
		return nil
	}
	c, err := w.capture(&r, w.place(r.Offset))
	if err != nil {
		return w.give(nil, fmt.Errorf("archive.Captures: %s: %w", w.place(r.Offset), err))
	}
	c.Body = append([]byte(nil), c.Body...)
	return w.give(c, nil)
}

// gap reports that no record was found from the last one's end up to an offset.
func (w *fileWalk) gap(to int64) error {
	from := w.end
	w.end = to
	return w.give(nil, fmt.Errorf("archive.Captures: %s: %w: %d bytes hold no record", w.place(from), isnad.ErrCorrupt, to-from))
}

func (w *fileWalk) give(c *isnad.Capture, err error) error {
	if !w.yield(c, err) {
		return errDone
	}
	return nil
}

func (w *fileWalk) place(offset int64) string { return w.name + "#" + strconv.FormatInt(offset, 10) }

// Close ends writing and lets the lock go.
func (f *Folder) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
	if f.writer == nil {
		return nil
	}
	w := f.writer
	f.writer = nil
	return w.close()
}
