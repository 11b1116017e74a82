package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"isnad"
)

// Importing is what an import tells while it runs. Both may be called from any one goroutine at a time.
type Importing struct {
	// Progress is told how many bytes of all are done, and how many articles and sources were taken.
	Progress func(done, total int64, articles, sources int)
	// Problem is told what was not taken, or with warning not whole: the file or file:line, and why.
	Problem func(where string, err error, warning bool)
}

const (
	uploadsKept   = 10      // imports that the page remembers
	uploadsAtOnce = 5       // imports that may wait or run
	largestUpload = 4 << 30 // bytes of all files of one form, where Options name no other
	problemsKept  = 50
)

// Folders of uploads begin so: a form that is still being received, and one that is whole.
const (
	arriving = "arriving-"
	arrived  = "upload-"
)

// uploads are the imports of files that editors sent, the latest first, and what each has come to.
type uploads struct {
	turn sync.Mutex // of the one that runs
	mu   sync.Mutex
	list []*upload
}

type uploadState string

const (
	uploadWaiting uploadState = "waiting"
	uploadRunning uploadState = "running"
	uploadDone    uploadState = "done"
	uploadFailed  uploadState = "failed"
)

// upload is one import. Its fields are the uploads' mutex's.
type upload struct {
	names             []string // of the files, as they were sent
	folder            string
	at                time.Time
	state             uploadState
	done, total       int64
	articles, sources int
	problems          []uploadProblem
	more              int // problems that are not kept
}

type uploadProblem struct {
	where, reason string
	kind          string // key of the words for its kind
	warning       bool
}

// change alters an upload while nobody reads it.
func (u *uploads) change(do func()) {
	u.mu.Lock()
	defer u.mu.Unlock()
	do()
}

// add takes an upload in; false where too many are under way.
func (u *uploads) add(x *upload) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	busy := 0
	for _, y := range u.list {
		if y.state == uploadWaiting || y.state == uploadRunning {
			busy++
		}
	}
	if busy >= uploadsAtOnce {
		return false
	}
	u.list = append([]*upload{x}, u.list...)
	for len(u.list) > uploadsKept && (u.list[len(u.list)-1].state == uploadDone || u.list[len(u.list)-1].state == uploadFailed) {
		u.list = u.list[:len(u.list)-1]
	}
	return true
}

// runUpload imports an upload when its turn comes, and removes its files; those of an import that was stopped stay, and the
// next start goes on with them.
func (s *site) runUpload(x *upload) {
	u := &s.uploads
	u.turn.Lock()
	defer u.turn.Unlock()
	u.change(func() { x.state = uploadRunning })
	err := s.importFiles(x.folder, Importing{
		Progress: func(done, total int64, articles, sources int) {
			u.change(func() { x.done, x.total, x.articles, x.sources = done, total, articles, sources })
		},
		Problem: func(where string, err error, warning bool) { u.change(func() { x.problem(where, err, warning) }) },
	})
	if errors.Is(err, context.Canceled) {
		return
	}
	if err != nil {
		s.log.Error("import of an upload", "files", x.names, "error", err)
	}
	if err := os.RemoveAll(x.folder); err != nil {
		s.log.Warn("files of an upload", "error", err)
	}
	u.change(func() {
		x.state = uploadDone
		if err != nil {
			x.state = uploadFailed
		}
	})
}

func (x *upload) problem(where string, err error, warning bool) {
	if len(x.problems) == problemsKept {
		x.more++
		return
	}
	where = strings.TrimPrefix(where, x.folder+string(filepath.Separator))
	if number, rest, ok := strings.Cut(where, "/"); ok { // each file lies in a folder of its number
		if i, err := strconv.Atoi(number); err == nil && i < len(x.names) {
			where = rest
		}
	}
	p := uploadProblem{where: isnad.CleanText(where), reason: isnad.CleanText(cut(err.Error(), 400)), kind: "upload.problem", warning: warning}
	for _, k := range []struct {
		kind error
		key  string
	}{{isnad.ErrUnsupported, "upload.unsupported"}, {isnad.ErrCorrupt, "upload.corrupt"}, {isnad.ErrInvalid, "upload.invalid"}, {isnad.ErrNotArticle, "upload.not-article"}} {
		if errors.Is(err, k.kind) {
			p.kind = k.key
			break
		}
	}
	x.problems = append(x.problems, p)
}

// uploadPage lets an editor send files, and says what became of those that were sent.
type uploadPage struct {
	basePage
	Problem string
	Running bool
	Rows    []uploadRow
}

type uploadRow struct {
	Names    []string
	When     when
	State    string
	Class    string
	Now, All int64 // of the progress; All is 0 where none is shown
	Taken    string
	Problems []problemRow
	More     string
}

type problemRow struct{ Where, Kind, Reason string }

// uploading leads nowhere where nothing is imported.
func uploading(do handler) handler {
	return func(s *site, w http.ResponseWriter, v *visit) error {
		if s.importFiles == nil {
			return isnad.ErrUnsupported
		}
		return do(s, w, v)
	}
}

func uploadForm(s *site, w http.ResponseWriter, v *visit) error {
	return s.uploadPage(w, v, http.StatusOK, "")
}

func (s *site) uploadPage(w http.ResponseWriter, v *visit, status int, problem string) error {
	p := uploadPage{basePage: s.base(v, v.t("upload.title"), "sources"), Problem: problem}
	p.NoIndex = true
	s.uploads.change(func() {
		for _, x := range s.uploads.list {
			p.Running = p.Running || x.state == uploadWaiting || x.state == uploadRunning
			p.Rows = append(p.Rows, v.uploadRow(x))
		}
	})
	return s.show(w, v, status, "upload", p)
}

func (c clock) uploadRow(x *upload) uploadRow {
	r := uploadRow{Names: x.names, When: c.minute(x.at), State: c.t("upload." + string(x.state)), Class: "ok", Taken: c.count("count.article", x.articles)}
	switch {
	case x.state == uploadRunning:
		r.Class, r.Now, r.All = "quiet", x.done, max(x.total, 1)
	case x.state == uploadWaiting:
		r.Class, r.Taken = "quiet", ""
	case x.state == uploadFailed:
		r.Class = "fail"
	case len(x.problems) > 0:
		r.Class = "warn"
	}
	if x.sources > 0 {
		r.Taken += c.t("comma") + " " + c.count("count.source", x.sources)
	}
	for _, p := range x.problems {
		kind := c.t(p.kind)
		if p.warning {
			kind = c.t("upload.warning")
		}
		r.Problems = append(r.Problems, problemRow{p.where, kind, p.reason})
	}
	if x.more > 0 {
		r.More = c.count("count.more", x.more)
	}
	return r
}

func receive(s *site, w http.ResponseWriter, v *visit) error {
	v.Body = http.MaxBytesReader(w, v.Body, s.largestUpload)
	parts, err := v.MultipartReader()
	if err != nil {
		return fmt.Errorf("%w: %w", isnad.ErrInvalid, err)
	}
	x := &upload{at: s.now(), state: uploadWaiting}
	if x.folder, err = os.MkdirTemp(s.uploadFolder, arriving); err != nil {
		return err
	}
	err = x.receive(parts)
	if err == nil && len(x.names) == 0 {
		err = errUpload{"upload.none"}
	}
	if err == nil {
		err = x.whole()
	}
	if err == nil && !s.uploads.add(x) {
		err = errUpload{"upload.busy"}
	}
	if err != nil {
		os.RemoveAll(x.folder)
		return s.refuseUpload(w, v, err)
	}
	go s.runUpload(x)
	http.Redirect(w, v.Request, "/import", http.StatusSeeOther)
	return nil
}

// errUpload is why files were not taken; key is that of the words.
type errUpload struct{ key string }

// Error gives the key.
func (e errUpload) Error() string { return e.key }

func (s *site) refuseUpload(w http.ResponseWriter, v *visit, err error) error {
	var refused errUpload
	var tooLong *http.MaxBytesError
	switch {
	case errors.As(err, &refused):
		return s.uploadPage(w, v, http.StatusBadRequest, v.t(refused.key))
	case errors.As(err, &tooLong):
		return s.uploadPage(w, v, http.StatusRequestEntityTooLarge, v.t("upload.too-long", v.size(s.largestUpload)))
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("%w: %w", isnad.ErrFull, err)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return fmt.Errorf("%w: the form ends in the middle: %w", isnad.ErrInvalid, err)
	}
	return err
}

// size tells a number of bytes, rounded down to the largest unit that fits.
func (w *words) size(bytes int64) string {
	switch {
	case bytes >= 1<<30:
		return w.t("size.gib", w.number(int(bytes>>30)))
	case bytes >= 1<<20:
		return w.t("size.mib", w.number(int(bytes>>20)))
	}
	return w.t("size.kib", w.number(int(bytes>>10)))
}
