package alert

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"isnad"
	"isnad/attribution"
	"isnad/dates"
)

// secretPrefix begins the keys of Standard Webhooks.
const secretPrefix = "whsec_"

// message is what a webhook posts: https://www.standardwebhooks.com gives type, timestamp and data.
type message struct {
	Type      string      `json:"type"` // finding.article or finding.statement
	Timestamp time.Time   `json:"timestamp"`
	Data      messageData `json:"data"`
}

type messageData struct {
	Search    messageSearch     `json:"search"`
	Edited    bool              `json:"edited,omitempty"` // an edit brought it
	Article   messageArticle    `json:"article"`
	Sentence  string            `json:"sentence"`        // as the outlet wrote it: foreign text, a quotation
	Marks     []isnad.Mark      `json:"marks,omitempty"` // in code points of the sentence
	Statement *messageStatement `json:"statement,omitempty"`
}

type messageSearch struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Text string `json:"query"`
}

type messageArticle struct {
	ID        string     `json:"id"`
	Title     string     `json:"title"`
	Source    string     `json:"source,omitempty"`
	Published dates.Date `json:"published,omitzero"`
	URL       string     `json:"url,omitempty"` // at its outlet
	Page      string     `json:"page"`          // in this archive
}

type messageStatement struct {
	Content    string              `json:"content"`
	Kind       attribution.Kind    `json:"kind"`
	Act        attribution.Act     `json:"act"`
	Speaker    attribution.Speaker `json:"speaker,omitzero"`
	Relays     []attribution.Relay `json:"relays,omitempty"`
	Confidence float64             `json:"confidence"`
}

func (r *Runner) messageOf(s *isnad.SavedSearch, f *isnad.Finding) message {
	m := message{Type: "finding.article", Timestamp: f.At, Data: messageData{
		Search: messageSearch{s.ID, s.Name, s.Text}, Edited: f.Edited, Sentence: f.Sentence, Marks: isnad.MarksInCodePoints(f.Sentence, f.Marks),
		Article: messageArticle{f.Article.ID, f.Article.Title, f.Article.Source, f.Article.Published, f.Article.URL, r.page(f)},
	}}
	if st := f.Statement; st != nil {
		m.Type = "finding.statement"
		m.Data.Statement = &messageStatement{st.Content, st.Kind, st.Act, st.Speaker, st.Relays, st.Confidence}
	}
	return m
}

// page is where a finding can be read in this archive.
func (r *Runner) page(f *isnad.Finding) string { return pageOf(r.Address, f) }

func pageOf(address string, f *isnad.Finding) string {
	return strings.TrimRight(address, "/") + "/a/" + f.Article.ID
}

// post sends one finding, signed, and wants an answer of 2xx.
func (r *Runner) post(ctx context.Context, g *group) error {
	d := &g.deliveries[0]
	body, err := json.Marshal(r.messageOf(g.search, &d.Finding))
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, g.channel.Target, bytes.NewReader(body))
	if err != nil {
		return &refusal{text: err.Error(), forGood: true}
	}
	if err := sign(request.Header, g.channel.Secret, d.ID, r.Now(), body); err != nil {
		return &refusal{text: err.Error(), forGood: true}
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "isnad-webhook/1")
	response, err := r.Client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	io.CopyN(io.Discard, response.Body, 64<<10) // so that the connection can be used again
	if response.StatusCode >= 200 && response.StatusCode <= 299 {
		return nil
	}
	return &refusal{text: fmt.Sprintf("answered %s", response.Status), forGood: response.StatusCode == http.StatusGone, wait: retryAfter(response.Header, r.Now())}
}

// retryAfter reads how long the other side wants to be left alone, in seconds or until a date.
func retryAfter(h http.Header, now time.Time) time.Duration {
	v := h.Get("Retry-After")
	if n, err := strconv.Atoi(v); err == nil && n > 0 {
		return time.Duration(min(n, 7*24*3600)) * time.Second
	}
	if t, err := http.ParseTime(v); err == nil {
		return max(0, t.Sub(now))
	}
	return 0
}

// sign sets the three headers of Standard Webhooks: the id, the time, and an HMAC-SHA256 over id.time.body.
func sign(h http.Header, secret, id string, at time.Time, body []byte) error {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, secretPrefix))
	if err != nil || len(key) == 0 {
		return fmt.Errorf("%w: the webhook's secret is no base64", isnad.ErrCorrupt)
	}
	timestamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%s.", id, timestamp)
	mac.Write(body)
	h.Set("webhook-id", id)
	h.Set("webhook-timestamp", timestamp)
	h.Set("webhook-signature", "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	return nil
}
