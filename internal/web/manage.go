package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"isnad"
)

// longestAddress is how long an address is that a reader may paste, in bytes.
const longestAddress = 2000

// addSource finds out what an address is and subscribes to what it names.
func addSource(s *site, w http.ResponseWriter, v *visit) error {
	if err := readForm(w, v); err != nil {
		return err
	}
	address := strings.TrimSpace(v.PostForm.Get("url"))
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	if len(address) > longestAddress || webURL(address) == "" {
		return s.sourcesPage(w, v, http.StatusBadRequest, v.t("sources.add.malformed"), address)
	}
	found, err := s.discover(v.Context(), address)
	if err == nil && len(found) == 0 {
		err = isnad.ErrNotFound
	}
	if err != nil {
		s.log.Info("address not added", "address", address, "error", err)
		return s.sourcesPage(w, v, http.StatusUnprocessableEntity, v.t("sources.add.nothing", reasonOf(v.clock, err)), address)
	}
	err = s.writer.Update(v.Context(), func(tx isnad.Tx) error {
		for _, source := range found {
			if err := tx.PutSource(source); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	http.Redirect(w, v.Request, "/sources?"+url.Values{"added": {strconv.Itoa(len(found))}}.Encode(), http.StatusSeeOther)
	return nil
}

// reasonOf puts in words why an address could not be read, by the kind of error alone: its text is for the log.
func reasonOf(c clock, err error) string {
	for _, kind := range []struct {
		err error
		key string
	}{{isnad.ErrBlocked, "sources.add.blocked"}, {isnad.ErrUnavailable, "sources.add.unavailable"}, {isnad.ErrNotFound, "sources.add.empty"}} {
		if errors.Is(err, kind.err) {
			return c.t(kind.key)
		}
	}
	return c.t("sources.add.unreadable")
}

// changeSource pauses a source, goes on with it, reads it at once, or forgets it.
func changeSource(s *site, w http.ResponseWriter, v *visit) error {
	if err := readForm(w, v); err != nil {
		return err
	}
	id := v.PostForm.Get("id")
	err := s.writer.Update(v.Context(), func(tx isnad.Tx) error {
		switch v.PostForm.Get("do") {
		case "pause":
			return tx.ChangeSource(id, func(x *isnad.Source) { x.Paused = true })
		case "resume":
			return tx.ChangeSource(id, func(x *isnad.Source) { x.Paused, x.Health.NextPoll = false, s.now().UTC() })
		case "now":
			return tx.ChangeSource(id, func(x *isnad.Source) { x.Health.NextPoll = s.now().UTC() })
		case "drop":
			return tx.DropSource(id)
		}
		return isnad.ErrInvalid
	})
	if err != nil {
		return err
	}
	http.Redirect(w, v.Request, "/sources", http.StatusSeeOther)
	return nil
}
