package feed

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
)

// name gives every entry its ID: what the feed calls it, where that tells its entries apart; else its address without what
// only counts visits; else a digest of its words. Entries that are the same one are kept once, the first of them.
func (f *Feed) name() {
	given := map[string]int{}
	for _, e := range f.Entries {
		given[e.ID]++
	}
	// A feed that gives half of its entries one name does not name them.
	useless := func(id string) bool {
		return id == "" || given[id] > 1 && given[id]*2 >= len(f.Entries) && len(f.Entries) > 2
	}
	seen := map[string]bool{}
	kept := f.Entries[:0]
	for _, e := range f.Entries {
		switch {
		case !useless(e.ID):
			e.ID = "id:" + shortened(e.ID)
		case e.URL != "":
			e.ID = "url:" + shortened(steady(e.URL))
		default:
			e.ID = "text:" + digest(e.Title+"\x00"+e.Summary+"\x00"+e.Content)
		}
		if e.Title == "" && e.URL == "" && e.Summary == "" && e.Content == "" {
			f.find("an entry without title, address and text")
			continue
		}
		if seen[e.ID] {
			f.find("entry %.80q is there twice", e.ID)
			continue
		}
		seen[e.ID] = true
		kept = append(kept, e)
	}
	f.Entries = kept
}

// shortened keeps names of sensible length as they are.
func shortened(id string) string {
	if len(id) <= 500 {
		return id
	}
	return digest(id)
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:16])
}

// steady gives an address without scheme, fragment and campaign parameters.
func steady(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	q := u.Query()
	changed := false
	for key := range q {
		if strings.HasPrefix(key, "utm_") || key == "fbclid" || key == "gclid" {
			q.Del(key)
			changed = true
		}
	}
	if changed {
		u.RawQuery = q.Encode()
	}
	return strings.ToLower(u.Host) + u.RequestURI()
}
