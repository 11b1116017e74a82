package alert

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"time"

	"isnad"
	"isnad/internal/account"
	"isnad/internal/fetch"
	"isnad/internal/search"
)

// MaxOwned is how many saved searches one account may have: each costs a question for every batch of articles.
const MaxOwned = 500

// Bounds of a saved search.
const (
	maxName     = 200 // bytes
	maxChannels = 10
)

// Prepare readies a saved search to be stored: it checks all that its owner wrote, and gives ids and secrets to what has
// none yet. before is what is stored under its id, nil where it is new: what its owner cannot choose stays. The error is
// ErrInvalid and says what to write instead.
func Prepare(s, before *isnad.SavedSearch, now time.Time) error {
	s.Name, s.Text = isnad.CleanText(s.Name), isnad.CleanText(s.Text)
	switch {
	case s.Text == "":
		return fmt.Errorf("alert.Prepare: %w: a saved search needs a query", isnad.ErrInvalid)
	case len(s.Name) > maxName || len(s.Text) > search.MaxText:
		return fmt.Errorf("alert.Prepare: %w: a name has at most %d bytes, a query %d", isnad.ErrInvalid, maxName, search.MaxText)
	case len(s.Channels) > maxChannels:
		return fmt.Errorf("alert.Prepare: %w: a saved search has at most %d channels", isnad.ErrInvalid, maxChannels)
	}
	if _, err := search.Parse(s.Text); err != nil {
		return err
	}
	if s.Name == "" {
		s.Name = s.Text[:min(len(s.Text), maxName)]
		s.Name = strings.ToValidUTF8(s.Name, "")
	}
	switch s.Kind {
	case "":
		s.Kind = isnad.SavedArticles
	case isnad.SavedArticles, isnad.SavedStatements:
	default:
		return fmt.Errorf("alert.Prepare: %w: kind %q: there are %s and %s", isnad.ErrInvalid, s.Kind, isnad.SavedArticles, isnad.SavedStatements)
	}
	if before != nil {
		s.ID, s.Owner, s.FeedKey, s.Created = before.ID, before.Owner, before.FeedKey, before.Created
	} else {
		s.ID, s.FeedKey, s.Created = account.NewID(), account.NewKey(), now
	}
	for i := range s.Channels {
		if err := prepareChannel(&s.Channels[i], before); err != nil {
			return err
		}
	}
	return nil
}

func prepareChannel(c *isnad.Channel, before *isnad.SavedSearch) error {
	switch c.Kind {
	case isnad.Webhook:
		u, err := fetch.ParseURL(c.Target)
		if err != nil {
			return fmt.Errorf("alert.Prepare: %w: webhook: %w", isnad.ErrInvalid, err)
		}
		c.Target, c.Every = u.String(), 0
	case isnad.MailDigest:
		a, err := mail.ParseAddress(c.Target)
		if err != nil || a.Name != "" || strings.ContainsAny(c.Target, "\r\n") {
			return fmt.Errorf("alert.Prepare: %w: %q is no mail address", isnad.ErrInvalid, c.Target)
		}
		c.Target, c.Secret = a.Address, ""
		if c.Every == 0 {
			c.Every = 24 * time.Hour
		}
		if c.Every < time.Minute || c.Every > 31*24*time.Hour {
			return fmt.Errorf("alert.Prepare: %w: a mail comes every minute to every month", isnad.ErrInvalid)
		}
	default:
		return fmt.Errorf("alert.Prepare: %w: channel %q: there are %s and %s", isnad.ErrInvalid, c.Kind, isnad.Webhook, isnad.MailDigest)
	}
	c.Secret = ""
	if before != nil {
		if i := slices.IndexFunc(before.Channels, func(b isnad.Channel) bool { return b.ID == c.ID && b.Kind == c.Kind }); i >= 0 && c.ID != "" {
			c.Secret = before.Channels[i].Secret
			return nil
		}
	}
	c.ID = account.NewID()
	if c.Kind == isnad.Webhook {
		c.Secret = newSecret()
	}
	return nil
}

// newSecret gives the key of a webhook's signatures in the form of Standard Webhooks.
func newSecret() string {
	b := make([]byte, 32)
	rand.Read(b) // never fails
	return secretPrefix + base64.StdEncoding.EncodeToString(b)
}
