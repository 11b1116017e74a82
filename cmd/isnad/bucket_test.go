package main

import (
	"errors"
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// TestArchiveInBucket keeps the captures of an import in an object store: check, export and reprocessing read them there, and
// nothing of them lies on the disk.
func TestArchiveInBucket(t *testing.T) {
	backend := s3mem.New()
	if err := backend.CreateBucket("press"); err != nil {
		t.Fatal(err)
	}
	store := httptest.NewServer(gofakes3.New(backend).Server())
	defer store.Close()
	t.Setenv("ISNAD_S3_ACCESS_KEY", "reader")
	t.Setenv("ISNAD_S3_SECRET_KEY", "of-tests")
	data := filepath.Join(t.TempDir(), "archive")
	host := strings.TrimPrefix(store.URL, "http://")
	isnad := func(bucket string, args ...string) string {
		t.Helper()
		return saidBy(t.Context(), append([]string{"--data", data, "--archive", "s3+http://" + host + "/" + bucket}, args...)...)
	}
	if said := isnad("other", "import", manyPages(t, 1)); !strings.Contains(said, `there is no bucket "other", make it first`) {
		t.Errorf("a bucket that is not there: %s", said)
	}
	if _, err := os.Stat(filepath.Join(data, "isnad.db")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an archive was made beside a bucket that is not there: %v", err)
	}
	for _, step := range []struct {
		args []string
		want string
	}{
		{[]string{"import", manyPages(t, 7)}, "7 articles from 7 files\n"},
		{[]string{"check"}, "7 articles, 7 captures read; 0 faults\n"},
	} {
		if said := isnad("press/captures", step.args...); said != step.want {
			t.Errorf("%v: %q, want %q", step.args, said, step.want)
		}
	}
	if said := isnad("press/captures", "export", "--format", "warc"); !strings.HasPrefix(said, "\x1f\x8b") {
		t.Errorf("the exported web archive begins with %.20q", said)
	}
	backup := filepath.Join(t.TempDir(), "backup")
	if said := isnad("press/captures", "backup", backup); !strings.Contains(said, "back up the bucket") {
		t.Errorf("backup: %s", said)
	}
	if _, err := os.Stat(filepath.Join(data, "warc")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("captures on the disk: %v", err)
	}
	store.Close()
	if said := isnad("press/captures", "check"); !strings.Contains(said, "unavailable") {
		t.Errorf("a store that is gone: %s", said)
	}
}

// bucketFor starts an object store of its own for a test and gives the address of a bucket.
func bucketFor(t *testing.T) string {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket("press"); err != nil {
		t.Fatal(err)
	}
	store := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(store.Close)
	return "s3+http://" + strings.TrimPrefix(store.URL, "http://") + "/press"
}
