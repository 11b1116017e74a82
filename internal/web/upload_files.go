package web

import (
	"cmp"
	"errors"
	"io"
	"mime/multipart"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"isnad"
)

// receive stores the files of a form, each under its name in a folder of its own: names may be anything and alike.
func (x *upload) receive(parts *multipart.Reader) error {
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if part.FormName() != "file" || part.FileName() == "" {
			continue
		}
		if err := x.store(part); err != nil {
			return err
		}
	}
}

func (x *upload) store(part *multipart.Part) (err error) {
	name := uploadName(part.FileName())
	folder := filepath.Join(x.folder, strconv.Itoa(len(x.names)))
	if err := os.Mkdir(folder, 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(folder, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if _, err = io.Copy(f, part); err == nil {
		x.names = append(x.names, name)
	}
	return err
}

// uploadName is a file's name without what a file system or a page could take for something else.
func uploadName(sent string) string {
	name := isnad.CleanText(filepath.Base(filepath.Clean("/" + strings.ReplaceAll(sent, `\`, "/"))))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || slices.Contains([]rune{'/', '\\', ':', 0x7f}, r) {
			return '_'
		}
		return r
	}, name)
	return cmp.Or(strings.TrimLeft(cut(name, 60), "."), "file")
}

// whole renames the folder of a form that has been received to the end: only such are imported after a restart.
func (x *upload) whole() error {
	to := filepath.Join(filepath.Dir(x.folder), arrived+strings.TrimPrefix(filepath.Base(x.folder), arriving))
	if err := os.Rename(x.folder, to); err != nil {
		return err
	}
	x.folder = to
	return nil
}

// resume goes on with the uploads that an earlier run was given and did not finish, the oldest first. What had been taken of
// them is not taken again; a form that had not arrived whole is forgotten.
func (s *site) resume() error {
	entries, err := os.ReadDir(s.uploadFolder)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var list []*upload
	for _, e := range entries {
		folder := filepath.Join(s.uploadFolder, e.Name())
		if strings.HasPrefix(e.Name(), arriving) {
			if err := os.RemoveAll(folder); err != nil {
				return err
			}
		}
		if !strings.HasPrefix(e.Name(), arrived) || !e.IsDir() {
			continue
		}
		x, err := uploadIn(folder)
		if err != nil {
			return err
		}
		list = append(list, x)
	}
	slices.SortFunc(list, func(a, b *upload) int { return a.at.Compare(b.at) })
	for _, x := range list {
		s.uploads.list = append([]*upload{x}, s.uploads.list...)
	}
	if len(list) > 0 {
		go func() {
			for _, x := range list {
				s.runUpload(x)
			}
		}()
	}
	return nil
}

// uploadIn reads back what lies in the folder of an upload: its files under their numbers.
func uploadIn(folder string) (*upload, error) {
	info, err := os.Stat(folder)
	if err != nil {
		return nil, err
	}
	x := &upload{folder: folder, at: info.ModTime(), state: uploadWaiting}
	for {
		files, err := os.ReadDir(filepath.Join(folder, strconv.Itoa(len(x.names))))
		if errors.Is(err, os.ErrNotExist) {
			return x, nil
		}
		if err != nil {
			return nil, err
		}
		name := "file"
		if len(files) > 0 {
			name = files[0].Name()
		}
		x.names = append(x.names, name)
	}
}
