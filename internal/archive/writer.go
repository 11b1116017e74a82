package archive

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/gofrs/flock"

	"isnad"
)

// writer is the one that appends. Whoever comes while a sync is under way shares the next one.
type writer struct {
	dir  string
	opt  Options
	lock *flock.Flock

	queue chan *waiting
	done  chan struct{}

	mu    sync.Mutex // guards known and names
	known *digests
	names map[int]string // of files, by number

	file   *os.File
	name   string
	size   int64 // of what is on disk and acknowledged
	serial int
	broken error // after a failed sync nothing is written any more
}

// waiting is one Append until its bytes are on disk.
type waiting struct {
	members []byte
	main    int
	digest  string
	file    string
	offset  int64
	serial  int
	err     error
	done    chan struct{}
}

// begin gives the process's writer, making it at first: lock, repair, digests.
func (f *Folder) begin() (*writer, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return nil, fmt.Errorf("%w: the archive is closed", isnad.ErrInvalid)
	}
	if f.writer != nil {
		return f.writer, nil
	}
	lock, err := lockFolder(f.dir)
	if err != nil {
		return nil, err
	}
	w := &writer{dir: f.dir, opt: f.opt, lock: lock, names: map[int]string{}, queue: make(chan *waiting, 256), done: make(chan struct{})}
	if err := w.recover(f); err != nil {
		lock.Close()
		return nil, err
	}
	go w.run()
	f.writer = w
	return w, nil
}

func (w *writer) find(digest string) (name string, offset int64, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	place, ok := w.known.find(digest)
	if !ok {
		return "", 0, false
	}
	serial, offset := unpackPlace(place)
	name, ok = w.names[serial]
	return name, offset, ok
}

// write hands members to the writer and waits until they are on disk.
func (w *writer) write(ctx context.Context, members []byte, main int, digest string) (string, int64, error) {
	job := &waiting{members: members, main: main, digest: digest, done: make(chan struct{})}
	select {
	case w.queue <- job:
	case <-w.done:
		return "", 0, fmt.Errorf("%w: the archive is closed", isnad.ErrInvalid)
	case <-ctx.Done():
		return "", 0, ctx.Err()
	}
	select { // once queued it may be on disk, so the answer is waited for
	case <-job.done:
	case <-w.done:
		select {
		case <-job.done:
		default:
			return "", 0, fmt.Errorf("%w: the archive is closed", isnad.ErrInvalid)
		}
	}
	return job.file, job.offset, job.err
}

// run writes in batches until the queue is closed by close, which sends nil.
func (w *writer) run() {
	defer close(w.done)
	for job := range w.queue {
		if job == nil {
			return
		}
		batch := []*waiting{job}
		last := false
		for more := true; more && len(batch) < 256; {
			select {
			case next := <-w.queue:
				if last = next == nil; last {
					more = false
				} else {
					batch = append(batch, next)
				}
			default:
				more = false
			}
		}
		w.batch(batch)
		if last {
			return
		}
	}
}

// batch writes jobs, syncs once, and answers all.
func (w *writer) batch(jobs []*waiting) {
	err := w.put(jobs)
	for _, j := range jobs {
		if j.err = err; err == nil && j.digest != "" {
			w.mu.Lock()
			w.known.add(j.digest, j.serial, j.offset)
			w.mu.Unlock()
		}
		close(j.done)
	}
}

func (w *writer) put(jobs []*waiting) error {
	if w.broken != nil {
		return w.broken
	}
	at := w.size
	for _, j := range jobs {
		if w.file == nil || at >= w.opt.MaxFile {
			if err := w.commit(at); err != nil {
				return err
			}
			if err := w.rotate(); err != nil {
				return w.fault(err)
			}
			at = w.size
		}
		if _, err := w.file.WriteAt(j.members, at); err != nil {
			return w.undo(err)
		}
		j.file, j.offset, j.serial = w.name, at+int64(j.main), w.serial
		at += int64(len(j.members))
	}
	return w.commit(at)
}

// commit syncs what was written up to size at. A sync that failed is never tried again: the kernel may have dropped the
// pages and would call the second try a success.
func (w *writer) commit(at int64) error {
	if at == w.size || w.file == nil {
		return nil
	}
	if err := w.file.Sync(); err != nil {
		w.broken = fmt.Errorf("%w: writing stopped after a failed sync: %v", isnad.ErrUnavailable, err)
		return w.broken
	}
	w.size = at
	return nil
}

// undo takes back what was written since the last sync, so that the next try begins at a whole record.
func (w *writer) undo(err error) error {
	if fault := w.file.Truncate(w.size); fault != nil {
		w.broken = fmt.Errorf("%w: writing stopped: %v", isnad.ErrUnavailable, fault)
		return w.broken
	}
	return w.fault(err)
}

// fault names a full disk as that.
func (w *writer) fault(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%w: %v", isnad.ErrFull, err)
	}
	return err
}

// rotate ends the file and begins the next: its warcinfo record and its name are on disk when rotate returns.
func (w *writer) rotate() error {
	if w.file != nil {
		if err := w.file.Close(); err != nil {
			return err
		}
		w.file = nil
	}
	now := w.opt.Now().UTC()
	name := fmt.Sprintf("isnad-%06d-%s.warc.gz", w.serial+1, now.Format("20060102T150405Z"))
	path := filepath.Join(w.dir, name)
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	info := infoRecord(name, now)
	_, err = file.Write(info)
	if err == nil {
		err = file.Sync()
	}
	if err == nil {
		err = syncDir(w.dir)
	}
	if err != nil {
		file.Close()
		os.Remove(path)
		return err
	}
	w.file, w.name, w.size, w.serial = file, name, int64(len(info)), w.serial+1
	w.mu.Lock()
	w.names[w.serial] = name
	w.mu.Unlock()
	return nil
}

// infoRecord is a file's first record.
func infoRecord(name string, now time.Time) []byte {
	c := &isnad.Capture{URL: name, At: now}
	block := "software: Isnad\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
	return appendRecord(nil, []field{{"WARC-Type", "warcinfo"}, {"WARC-Record-ID", recordID("warcinfo", c)}, {"WARC-Date", now.Format(time.RFC3339)},
		{"WARC-Filename", name}, {"Content-Type", "application/warc-fields"}}, []byte(block))
}

// close ends writing after what was queued.
func (w *writer) close() error {
	w.queue <- nil
	<-w.done
	var err error
	if w.file != nil {
		err = w.file.Close()
	}
	return errors.Join(err, w.known.file.Close(), w.lock.Close())
}

// syncDir makes names in a folder last.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) { // some file systems cannot sync folders
		return err
	}
	return nil
}
