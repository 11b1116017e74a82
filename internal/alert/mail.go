package alert

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/tls"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"net"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/wneessen/go-mail"

	"isnad"
)

// Mail is the server through which digests are sent.
type Mail struct {
	Host     string
	Port     int
	Implicit bool // TLS from the first byte (smtps); else STARTTLS, without which only this machine is trusted
	User     string
	Password string
	From     string
	Timeout  time.Duration // 0 is 30 seconds
}

// ParseMail reads a server from an address: smtps://user:password@mail.example:465, or smtp://localhost:25.
func ParseMail(address, from string) (*Mail, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Hostname() == "" {
		return nil, fmt.Errorf("alert.ParseMail: %w: write the mail server as smtps://user:password@mail.example:465 or smtp://localhost:25", isnad.ErrInvalid)
	}
	m := &Mail{Host: u.Hostname(), Port: 587, Implicit: u.Scheme == "smtps", User: u.User.Username(), From: from}
	m.Password, _ = u.User.Password()
	if m.Implicit {
		m.Port = 465
	}
	if u.Port() != "" {
		m.Port, _ = strconv.Atoi(u.Port())
	}
	if from == "" {
		return nil, fmt.Errorf("alert.ParseMail: %w: say from which address mails come", isnad.ErrInvalid)
	}
	return m, nil
}

// letter is one digest.
type letter struct {
	id, to, subject, text, html string
	stop                        string // where the mail can be ended
}

func (m *Mail) send(ctx context.Context, l *letter) error {
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := errors.Join(msg.From(m.From), msg.To(l.to)); err != nil {
		return &refusal{text: err.Error(), forGood: true}
	}
	msg.Subject(l.subject)
	_, host, _ := strings.Cut(m.From, "@")
	msg.SetMessageIDWithValue(l.id + "@" + cmp.Or(strings.TrimRight(host, ">"), "isnad"))
	if l.stop != "" {
		msg.SetGenHeader(mail.HeaderListUnsubscribe, "<"+l.stop+">")
	}
	msg.SetDate()
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetBodyString(mail.TypeTextPlain, l.text)
	msg.AddAlternativeString(mail.TypeTextHTML, l.html)
	c, err := mail.NewClient(m.Host, m.options()...)
	if err != nil {
		return err
	}
	err = c.DialAndSendWithContext(ctx, msg)
	var refused *mail.SendError
	if errors.As(err, &refused) && !refused.IsTemp() && refused.ErrorCode() >= 550 {
		return &refusal{text: err.Error(), forGood: true}
	}
	return err
}

// options are the client's: TLS is demanded of every server but one on this machine.
func (m *Mail) options() []mail.Option {
	timeout := m.Timeout
	if timeout == 0 {
		timeout = 30 * time.Second
	}
	o := []mail.Option{mail.WithPort(m.Port), mail.WithTimeout(timeout), mail.WithTLSConfig(&tls.Config{ServerName: m.Host, MinVersion: tls.VersionTLS12})}
	ip := net.ParseIP(m.Host)
	switch {
	case m.Implicit:
		o = append(o, mail.WithSSL())
	case m.Host == "localhost" || ip != nil && ip.IsLoopback():
		o = append(o, mail.WithTLSPolicy(mail.TLSOpportunistic))
	default:
		o = append(o, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if m.User != "" {
		o = append(o, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(m.User), mail.WithPassword(m.Password))
	}
	return o
}

//go:embed digest.html
var digestFile string

var digestPage = sync.OnceValue(func() *template.Template { return template.Must(template.New("digest").Parse(digestFile)) })

// mailed is how many findings one mail shows; of more it gives the number.
const mailed = 50

// digestRow is a finding as a mail shows it.
type digestRow struct {
	Title, Source, Day, Speaker, Page string
	Edited                            bool
	Parts                             []part // of the sentence
}

type part struct {
	Text string
	Mark bool
}

// digest writes one mail of what was found. Its id is made of what it tells, so that a mail sent twice has one id.
func (r *Runner) digest(g *group) *letter {
	var rows []digestRow
	ids := sha256.New()
	for i := range g.deliveries {
		ids.Write([]byte(g.deliveries[i].ID))
		if i < mailed {
			rows = append(rows, r.rowOf(&g.deliveries[i].Finding))
		}
	}
	var html, text bytes.Buffer
	data := struct {
		Name, Query, Page, Stop string
		Rows                    []digestRow
		More                    int
	}{g.search.Name, g.search.Text, r.at("/search?" + url.Values{"q": {g.search.Text}, "tab": {string(g.search.Kind)}}.Encode()), r.at("/saved/" + url.PathEscape(g.search.ID)), rows, len(g.deliveries) - len(rows)}
	if err := digestPage().Execute(&html, data); err != nil {
		panic(fmt.Sprintf("alert: template of digests: %v", err)) // our own template over our own struct
	}
	fmt.Fprintf(&text, "%s\n%s\n", g.search.Name, g.search.Text)
	for _, row := range rows {
		fmt.Fprintf(&text, "\n%s\n%s\n«%s»\n%s\n", row.Title, joined(row.Speaker, row.Source, row.Day), plain(row.Parts), row.Page)
	}
	if data.More > 0 {
		fmt.Fprintf(&text, "\n+%d\n", data.More)
	}
	fmt.Fprintf(&text, "\n%s\n\nلإيقاف هذا البريد أو تغيير موعده:\n%s\n", data.Page, data.Stop)
	return &letter{id: hex.EncodeToString(ids.Sum(nil)[:16]), to: g.channel.Target, stop: data.Stop,
		subject: fmt.Sprintf("إسناد: %s (%d)", oneLine(g.search.Name), len(g.deliveries)), text: text.String(), html: html.String()}
}

// at is an address of the archive as its readers reach it.
func (r *Runner) at(path string) string { return strings.TrimRight(r.Address, "/") + path }

func (r *Runner) rowOf(f *isnad.Finding) digestRow {
	row := digestRow{Title: neutral(f.Article.Title), Source: neutral(f.Article.Source), Day: f.Article.Published.Day.String(), Page: r.page(f), Edited: f.Edited, Parts: parts(neutral(f.Sentence), f.Marks)}
	if neutral(f.Sentence) != f.Sentence { // the marks no longer fit
		row.Parts = []part{{Text: neutral(f.Sentence)}}
	}
	if f.Statement != nil {
		row.Speaker = neutral(f.Statement.Speaker.Name)
	}
	return row
}

// parts cuts a sentence at its marks.
func parts(sentence string, marks []isnad.Mark) (out []part) {
	at := 0
	for _, m := range marks {
		if m.Start < at || m.End > len(sentence) || m.Start >= m.End {
			continue
		}
		if m.Start > at {
			out = append(out, part{Text: sentence[at:m.Start]})
		}
		out = append(out, part{Text: sentence[m.Start:m.End], Mark: true})
		at = m.End
	}
	if at < len(sentence) {
		out = append(out, part{Text: sentence[at:]})
	}
	return out
}

func plain(parts []part) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Text)
	}
	return b.String()
}

func joined(words ...string) string {
	var kept []string
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " · ")
}

// neutral leaves out the characters that turn the direction of what follows; marks of single letters stay.
func neutral(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, s)
}

func oneLine(s string) string { return neutral(isnad.CleanText(s)) }
