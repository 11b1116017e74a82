package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"

	"isnad"
)

//go:embed *.css isnad.js icon.svg
var assetFiles embed.FS

// styles are the parts of the one style sheet, in the order in which they stand in it.
var styles = []string{"base", "chain", "statement", "row", "front", "story", "article", "person", "search", "sources", "settings", "login", "print"}

// asset is a file that never changes under its name, because its name holds its digest.
type asset struct {
	kind string
	body []byte
}

type assetSet struct {
	css, js string // their addresses
	files   map[string]asset
}

func joinAssets() (assetSet, error) {
	set := assetSet{files: map[string]asset{}}
	var css bytes.Buffer
	for _, name := range styles {
		part, err := assetFiles.ReadFile(name + ".css")
		if err != nil {
			return set, err
		}
		css.Write(part)
	}
	js, err := assetFiles.ReadFile("isnad.js")
	if err != nil {
		return set, err
	}
	icon, err := assetFiles.ReadFile("icon.svg")
	if err != nil {
		return set, err
	}
	set.files["icon.svg"] = asset{"image/svg+xml", icon}
	set.css = set.add("css", "text/css; charset=utf-8", css.Bytes())
	set.js = set.add("js", "text/javascript; charset=utf-8", js)
	return set, nil
}

func (a *assetSet) add(ext, kind string, body []byte) string {
	sum := sha256.Sum256(body)
	name := "isnad-" + hex.EncodeToString(sum[:6]) + "." + ext
	a.files[name] = asset{kind, body}
	return "/static/" + name
}

func static(s *site, w http.ResponseWriter, v *visit) error {
	a, ok := s.assets.files[v.PathValue("file")]
	if !ok {
		return isnad.ErrNotFound
	}
	w.Header().Set("Content-Type", a.kind)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	_, err := w.Write(a.body)
	return err
}
