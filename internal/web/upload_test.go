package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
)

// sending is a site whose imports do what the test says.
func sending(t *testing.T, do func(folder string, tell Importing) error) (h http.Handler, folder string) {
	t.Helper()
	folder = t.TempDir()
	return sendingTo(t, folder, do), folder
}

// sendingTo is such a site whose files lie in a folder.
func sendingTo(t *testing.T, folder string, do func(folder string, tell Importing) error) http.Handler {
	t.Helper()
	h, err := New(Options{Store: archive(t), Index: archive(t), Parse: parseWords, Now: func() time.Time { return readAt }, Import: do, Uploads: folder, LargestUpload: 64 << 10})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// sendFiles posts files, given as name and content by turns.
func sendFiles(t *testing.T, h http.Handler, site string, files ...string) *httptest.ResponseRecorder {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i := 0; i < len(files); i += 2 {
		part, err := form.CreateFormFile("file", files[i])
		if err != nil {
			t.Fatal(err)
		}
		part.Write([]byte(files[i+1]))
	}
	form.Close()
	r := httptest.NewRequest(http.MethodPost, "/import", &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	if site != "" {
		r.Header.Set("Sec-Fetch-Site", site)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// laid are the files below a folder with what they hold.
func laid(t *testing.T, folder string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		name, _ := filepath.Rel(folder, path)
		out[filepath.ToSlash(name)] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// eventually waits until the page of imports says something.
func eventually(t *testing.T, h http.Handler, words string) string {
	t.Helper()
	page := ""
	for range 500 {
		if page = get(t, h, "/import").Body.String(); strings.Contains(page, words) {
			return page
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("the page never says %q", words)
	return ""
}

// TestUpload: files are laid down as they were sent, whatever they are called; the page shows how far they are, what was
// not taken and why, and the files are gone afterwards.
func TestUpload(t *testing.T) {
	ar := languages()["ar"]
	started, goOn := make(chan map[string]string), make(chan bool)
	h, folder := sending(t, func(folder string, tell Importing) error {
		started <- laid(t, folder)
		tell.Progress(40, 100, 3, 0)
		tell.Problem(filepath.Join(folder, "0", "أخبار.jsonl")+":7", fmt.Errorf("%w: <b>no title</b>", isnad.ErrInvalid), false)
		tell.Problem(filepath.Join(folder, "1", "passwd"), fmt.Errorf("%w: a picture", isnad.ErrUnsupported), false)
		started <- nil
		<-goOn
		tell.Progress(100, 100, 12, 2)
		return nil
	})
	if w := sendFiles(t, h, "", "أخبار.jsonl", "{}\n", "../../etc/passwd", "x", `C:\تحميل\أخبار.jsonl`, "y", "...", "z"); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/import" {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	want := map[string]string{"0/أخبار.jsonl": "{}\n", "1/passwd": "x", "2/أخبار.jsonl": "y", "3/file": "z"}
	if d := cmp.Diff(want, <-started); d != "" {
		t.Error(d)
	}
	<-started
	page := get(t, h, "/import").Body.String()
	for _, words := range []string{ar.t("upload.running"), `<progress value="40" max="100"`, "أخبار.jsonl:7", ar.t("upload.invalid"), "&lt;b&gt;no title", ar.t("upload.unsupported"), "data-again"} {
		if !strings.Contains(page, words) {
			t.Errorf("while it runs the page does not say %q", words)
		}
	}
	if strings.Contains(page, folder) {
		t.Error("the page shows where the archive lies")
	}
	close(goOn)
	page = eventually(t, h, ar.t("upload.done"))
	for _, words := range []string{ar.count("count.article", 12), ar.count("count.source", 2)} {
		if !strings.Contains(page, words) {
			t.Errorf("afterwards the page does not say %q", words)
		}
	}
	if strings.Contains(page, "<progress") || strings.Contains(page, "data-again") {
		t.Error("what is done still shows progress")
	}
	for range 500 {
		if len(laid(t, folder)) == 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("left behind: %v", laid(t, folder))
}

// TestUploadFails: a fault of the archive is said, and the next import goes on.
func TestUploadFails(t *testing.T) {
	fail := true
	h, _ := sending(t, func(string, Importing) error {
		if fail {
			fail = false // they take turns
			return errors.New("the disk is gone")
		}
		return nil
	})
	sendFiles(t, h, "", "a", "1")
	page := eventually(t, h, languages()["ar"].t("upload.failed"))
	if strings.Contains(page, "the disk is gone") {
		t.Error("the page says what is for the log alone")
	}
	sendFiles(t, h, "", "b", "2")
	eventually(t, h, languages()["ar"].t("upload.done"))
}

// TestUploadRefused: nothing is imported of a form without files, of another site, or where many wait; a hundred problems
// are not a hundred lines.
func TestUploadRefused(t *testing.T) {
	ar := languages()["ar"]
	begun, goOn := make(chan bool, 100), make(chan bool)
	h, folder := sending(t, func(folder string, tell Importing) error {
		for i := range 2 * problemsKept {
			tell.Problem(fmt.Sprintf("%s/0/a:%d", folder, i), isnad.ErrInvalid, i%2 == 1)
		}
		begun <- true
		<-goOn
		return nil
	})
	if w := sendFiles(t, h, ""); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), ar.t("upload.none")) {
		t.Errorf("no file: %d", w.Code)
	}
	if w := sendFiles(t, h, "cross-site", "a", "1"); w.Code != http.StatusForbidden {
		t.Errorf("another site's form: %d", w.Code)
	}
	r := httptest.NewRequest(http.MethodPost, "/import", strings.NewReader("file=x"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r); w.Code != http.StatusBadRequest {
		t.Errorf("a form without files in it: %d", w.Code)
	}
	r = httptest.NewRequest(http.MethodPost, "/import", strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nends in the mid"))
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	w = httptest.NewRecorder()
	if h.ServeHTTP(w, r); w.Code != http.StatusBadRequest {
		t.Errorf("a form that ends in the middle: %d", w.Code)
	}
	if left := laid(t, folder); len(left) > 0 {
		t.Errorf("refused, and still there: %v", left)
	}
	for i := range uploadsAtOnce {
		if w := sendFiles(t, h, "", "a", "1"); w.Code != http.StatusSeeOther {
			t.Fatalf("the %dth: %d", i, w.Code)
		}
	}
	if w := sendFiles(t, h, "", "a", "1"); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), ar.t("upload.busy")) {
		t.Errorf("one too many: %d", w.Code)
	}
	<-begun
	page := eventually(t, h, ar.t("upload.waiting"))
	if n := strings.Count(page, "<li>"); n < problemsKept || n > problemsKept+20 {
		t.Errorf("%d lines for %d problems", n, 2*problemsKept)
	}
	if !strings.Contains(page, ar.t("upload.warning")) || !strings.Contains(page, ar.count("count.more", problemsKept)) {
		t.Error("warnings, or how many more there are, are not told")
	}
	close(goOn)
	for range uploadsAtOnce - 1 {
		<-begun
	}
	if w := get(t, newSite(t, archive(t)), "/import"); w.Code != http.StatusNotImplemented {
		t.Errorf("where nothing is imported: %d", w.Code)
	}
}

// TestUploadTooLarge: a form that is too large is refused in words that say how large one may be, and leaves nothing.
func TestUploadTooLarge(t *testing.T) {
	h, folder := sending(t, func(string, Importing) error { t.Error("it is imported"); return nil })
	ar := languages()["ar"]
	w := sendFiles(t, h, "", "كبير.jsonl", strings.Repeat("x", 65<<10))
	if w.Code != http.StatusRequestEntityTooLarge || !strings.Contains(w.Body.String(), ar.t("upload.too-long", ar.t("size.kib", "64"))) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if left := laid(t, folder); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	for bytes, want := range map[int64]string{4 << 30: "4 غيغابايت", 1<<30 - 1: "1,023 ميغابايت", 1 << 20: "1 ميغابايت"} {
		if got := ar.size(bytes); got != want {
			t.Errorf("%d bytes: %q, want %q", bytes, got, want)
		}
	}
}

// TestUploadResumed: an import that was stopped keeps its files, and the next start goes on with them; a form that had not
// arrived whole is forgotten.
func TestUploadResumed(t *testing.T) {
	begun := make(chan bool)
	h, folder := sending(t, func(string, Importing) error {
		begun <- true
		return fmt.Errorf("import: %w", context.Canceled) // the server is stopped
	})
	sendFiles(t, h, "", "أخبار.jsonl", "{}", "b.txt", "نصّ")
	<-begun
	if err := os.MkdirAll(filepath.Join(folder, arriving+"1", "0"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, arriving+"1", "0", "half"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	got := make(chan map[string]string, 1)
	h = sendingTo(t, folder, func(folder string, tell Importing) error {
		tell.Progress(1, 1, 7, 0)
		got <- laid(t, folder)
		return nil
	})
	if d := cmp.Diff(map[string]string{"0/أخبار.jsonl": "{}", "1/b.txt": "نصّ"}, <-got); d != "" {
		t.Error(d)
	}
	page := eventually(t, h, languages()["ar"].t("upload.done"))
	if !strings.Contains(page, "أخبار.jsonl") || !strings.Contains(page, "b.txt") || strings.Contains(page, "half") {
		t.Error("the page does not name what was gone on with, or names what never arrived")
	}
	if left := laid(t, folder); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
