package alert_test

import (
	"bufio"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"isnad"
	"isnad/internal/alert"
)

// post is a mail server on this machine that behaves as a test says: script is asked for each line of the client and for the
// beginning ("hello") and the end of the letter ("."); it gives the answer, "" for the usual one, "hang up" or "silence".
type post struct {
	sync.Mutex
	net.Listener
	letters []string
	script  func(line string, connection int) string
	count   int
}

func newPost(t *testing.T, script func(line string, connection int) string) *post {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &post{Listener: l, script: script}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			p.Lock()
			p.count++
			n := p.count
			p.Unlock()
			go p.serve(c, n)
		}
	}()
	return p
}

func (p *post) serve(c net.Conn, n int) {
	defer c.Close()
	lines := bufio.NewReader(c)
	var letter strings.Builder
	reading := false
	answer := ""
	say := func(line, usual string) bool {
		answer = usual
		if p.script != nil {
			if s := p.script(line, n); s != "" {
				answer = s
			}
		}
		switch answer {
		case "hang up":
			return false
		case "silence":
			time.Sleep(3 * time.Second)
			return false
		}
		_, err := io.WriteString(c, answer+"\r\n")
		return err == nil
	}
	for ok := say("hello", "220 post.example"); ok; {
		line, err := lines.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		switch command, _, _ := strings.Cut(strings.ToUpper(line), " "); {
		case reading && line == ".":
			reading = false
			if ok = say(".", "250 taken"); ok && answer[0] == '2' {
				p.Lock()
				p.letters = append(p.letters, letter.String())
				p.Unlock()
			}
		case reading:
			letter.WriteString(strings.TrimPrefix(line, ".") + "\r\n")
		case command == "DATA":
			letter.Reset()
			reading, ok = true, say(line, "354 go on")
		case command == "EHLO":
			ok = say(line, "250-post.example\r\n250 8BITMIME")
		case command == "QUIT":
			say(line, "221 bye")
			return
		default:
			ok = say(line, "250 well")
		}
	}
}

func (p *post) taken() []string {
	p.Lock()
	defer p.Unlock()
	return append([]string(nil), p.letters...)
}

func (d *desk) by(t *testing.T, p *post) {
	t.Helper()
	m, err := alert.ParseMail("smtp://"+p.Addr().String(), "isnad@isnad.example")
	if err != nil {
		t.Fatal(err)
	}
	m.Timeout = time.Second
	d.Mail = m
}

// bodies decodes the parts of a letter by their type.
func bodies(t *testing.T, letter string) (*mail.Message, map[string]string) {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(letter))
	if err != nil {
		t.Fatal(err)
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		part, err := r.NextRawPart()
		if err == io.EOF {
			return m, out
		}
		if err != nil {
			t.Fatal(err)
		}
		kind, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type"))
		var body io.Reader = part
		if part.Header.Get("Content-Transfer-Encoding") == "quoted-printable" {
			body = quotedprintable.NewReader(part)
		}
		text, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		out[kind] = string(text)
	}
}

func TestMailDigest(t *testing.T) {
	d := newDesk(t, nil)
	p := newPost(t, nil)
	d.by(t, p)
	s := d.save(t, "الجسر", isnad.SavedStatements, isnad.Channel{Kind: isnad.MailDigest, Target: "desk@desk.example", Every: time.Hour})
	put(t, d.db, article("a", "الجسر آمن"))
	d.once(t)
	d.now = d.now.Add(20 * time.Minute)
	hostile := article("b", "الجسر <script>alert(1)</script> مغلق")
	hostile.Title = "خبر\r\nBcc: thief@evil.example <b>\u202e"
	put(t, d.db, hostile)
	d.once(t)
	if n := len(p.taken()); n != 0 {
		t.Fatalf("%d mails before the hour was over", n)
	}
	d.now = d.now.Add(40 * time.Minute)
	d.once(t)
	d.once(t)
	letters := p.taken()
	if len(letters) != 1 {
		t.Fatalf("%d mails, want one for both", len(letters))
	}
	m, parts := bodies(t, letters[0])
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != "إسناد: بحث الجسر (2)" || m.Header.Get("To") != "<desk@desk.example>" || m.Header.Get("Bcc") != "" || !strings.HasSuffix(m.Header.Get("Message-Id"), "@isnad.example>") {
		t.Errorf("head: %v, %v", m.Header, err)
	}
	stop := "https://isnad.example/saved/" + s.ID
	if m.Header.Get("List-Unsubscribe") != "<"+stop+">" || !strings.Contains(parts["text/plain"], stop) || !strings.Contains(parts["text/html"], stop) {
		t.Errorf("the mail does not say where it can be ended: %v", m.Header)
	}
	if text := parts["text/plain"]; !strings.Contains(text, "قالت سلمى الرافعي إن الجسر آمن.") || !strings.Contains(text, "https://isnad.example/a/a") {
		t.Errorf("text: %s", text)
	}
	if html := parts["text/html"]; strings.Contains(html, "<script") || strings.Contains(html, "\u202e") || !strings.Contains(html, "<b>الجسر آمن</b>") {
		t.Errorf("html: %s", html)
	}
}

// TestMailRefused has the server misbehave at every step; the mail comes in the end, and none is lost.
func TestMailRefused(t *testing.T) {
	at := func(prefix, answer string) func(string, int) string {
		return func(line string, connection int) string {
			if connection == 1 && strings.HasPrefix(strings.ToUpper(line), prefix) {
				return answer
			}
			return ""
		}
	}
	for _, c := range []struct {
		name    string
		script  func(string, int) string
		letters int
		state   isnad.DeliveryState
	}{
		{"busy at the door", at("HELLO", "421 too busy"), 1, isnad.Delivered},
		{"nonsense at the door", at("HELLO", "what?"), 1, isnad.Delivered},
		{"silent at the door", at("HELLO", "silence"), 1, isnad.Delivered},
		{"hangs up after hello", at("EHLO", "hang up"), 1, isnad.Delivered},
		{"the box is full for now", at("RCPT", "452 full"), 1, isnad.Delivered},
		{"silent before the letter", at("DATA", "silence"), 1, isnad.Delivered},
		{"hangs up after the letter, without a word", at(".", "hang up"), 1, isnad.Delivered},
		{"refuses the letter for now", at(".", "451 later"), 1, isnad.Delivered},
		{"no such box", func(line string, _ int) string {
			if strings.HasPrefix(line, "RCPT") {
				return "550 no such user"
			}
			return ""
		}, 0, isnad.GivenUp},
		{"never there", func(line string, _ int) string { return "hang up" }, 0, isnad.GivenUp},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, nil)
			p := newPost(t, c.script)
			d.by(t, p)
			s := d.save(t, "الجسر", isnad.SavedArticles, isnad.Channel{Kind: isnad.MailDigest, Target: "desk@desk.example", Every: time.Hour})
			put(t, d.db, article("a", "الجسر آمن"))
			for range 14 {
				d.once(t)
				d.now = d.now.Add(27 * time.Hour)
			}
			l := d.deliveries(t, s)[0]
			if n := len(p.taken()); n != c.letters || l.State != c.state {
				t.Errorf("%d letters, want %d; %+v", n, c.letters, l)
			}
			if c.state == isnad.GivenUp && l.Reason == "" {
				t.Error("given up without a reason")
			}
		})
	}
}

func TestWithoutMail(t *testing.T) {
	d := newDesk(t, nil)
	s := d.save(t, "الجسر", isnad.SavedArticles, isnad.Channel{Kind: isnad.MailDigest, Target: "desk@desk.example", Every: time.Minute})
	put(t, d.db, article("a", "الجسر آمن"))
	d.once(t)
	d.now = d.now.Add(time.Hour)
	d.once(t)
	if l := d.deliveries(t, s)[0]; l.State != isnad.Waiting || !strings.Contains(l.Reason, "--smtp") {
		t.Errorf("%+v", l)
	}
}

// TestTLSDemanded sends nothing in the clear to a server that is not on this machine.
func TestTLSDemanded(t *testing.T) {
	m, err := alert.ParseMail("smtp://user:secret@mail.example:2525", "isnad@isnad.example")
	if err != nil || m.Port != 2525 || m.User != "user" || m.Implicit {
		t.Fatalf("%+v, %v", m, err)
	}
	if m, err := alert.ParseMail("smtps://mail.example", "isnad@isnad.example"); err != nil || m.Port != 465 || !m.Implicit {
		t.Errorf("%+v, %v", m, err)
	}
	for _, bad := range []string{"mail.example", "http://mail.example", "smtp://", ""} {
		if _, err := alert.ParseMail(bad, "x@y.example"); err == nil {
			t.Errorf("%q is a mail server", bad)
		}
	}
	if _, err := alert.ParseMail("smtp://localhost", ""); err == nil {
		t.Error("mails from nobody")
	}
}
