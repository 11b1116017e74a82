package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"isnad/arabic"
	"isnad/attribution"
	"isnad/dates"
	"isnad/names"
)

// goldText is an article of a gold set, as far as statements need it.
type goldText struct {
	ID         string   `json:"id"`
	Title      string   `json:"title"`
	Paragraphs []string `json:"paragraphs"`
	Published  string   `json:"published"`
	Source     struct {
		Name string `json:"name"`
		Host string `json:"host"`
	} `json:"source"`
}

// UnmarshalJSON takes a day of publication that is a day, an instant, or an object with a day.
func (a *goldText) UnmarshalJSON(b []byte) error {
	type plain goldText
	var o struct {
		*plain
		Published json.RawMessage `json:"published"`
	}
	o.plain = (*plain)(a)
	if err := json.Unmarshal(b, &o); err != nil {
		return err
	}
	var object struct {
		Day string `json:"day"`
	}
	if json.Unmarshal(o.Published, &a.Published) != nil && json.Unmarshal(o.Published, &object) == nil {
		a.Published = object.Day
	}
	return nil
}

func (a goldText) text() string { return strings.Join(a.Paragraphs, "\n") }

// goldStatement is one annotated statement; offsets are code points.
type goldStatement struct {
	Field      string     `json:"field"`
	Cue        string     `json:"cue"`
	CueStart   int        `json:"cue_start"`
	CueEnd     int        `json:"cue_end"`
	Start      int        `json:"start"`
	End        int        `json:"end"`
	Content    string     `json:"content"`
	Kind       string     `json:"kind"`
	Act        string     `json:"act"`
	ActAlt     []string   `json:"act_alt"`
	Speaker    string     `json:"speaker"`
	SpeakerAlt []string   `json:"speaker_alt"`
	Mention    string     `json:"mention"`
	Relays     []string   `json:"relays"`
	RelayAlt   [][]string `json:"relay_alt"`
	Medium     string     `json:"medium"`
	Place      string     `json:"place"`
	Addressee  string     `json:"addressee"`
	Time       *goldTime  `json:"time"`
	Optional   bool       `json:"optional"`
	Nested     bool       `json:"nested"`
}

// goldTime is one annotated time; From and To are empty where it has no value.
type goldTime struct {
	Field string `json:"field"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	From  string `json:"from"`
	To    string `json:"to"`
}

// goldArticle is the annotation of one article.
type goldArticle struct {
	ID         string          `json:"id"`
	Statements []goldStatement `json:"statements"`
	Times      []goldTime      `json:"times"`
	text       goldText
}

// spared reports whether the statement counts neither for nor against.
func (s goldStatement) spared() bool { return s.Optional || s.Nested }

// readGold reads a folder of statement gold: articles.jsonl and gold.json.
func readGold(dir string) ([]goldArticle, error) {
	texts, err := readTexts(filepath.Join(dir, "articles.jsonl"))
	if err != nil {
		return nil, err
	}
	b, err := os.ReadFile(filepath.Join(dir, "gold.json"))
	if err != nil {
		return nil, err
	}
	var gold []goldArticle
	if err := json.Unmarshal(b, &gold); err != nil {
		return nil, fmt.Errorf("eval.readGold(%q): %w", dir, err)
	}
	for i := range gold {
		gold[i].text = texts[gold[i].ID]
	}
	return gold, nil
}

func readTexts(path string) (map[string]goldText, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	texts := map[string]goldText{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var t goldText
		if err := json.Unmarshal(lines.Bytes(), &t); err != nil {
			return nil, fmt.Errorf("eval.readTexts(%q): %w", path, err)
		}
		texts[t.ID] = t
	}
	return texts, lines.Err()
}

// annotateText runs the annotator's pure stages on an article.
func annotateText(a goldText) attribution.Input {
	in := attribution.Input{Title: a.Title, Text: a.text(), Outlet: a.Source.Name, Host: a.Source.Host}
	if day, err := dates.ParseDay(a.Published[:min(10, len(a.Published))]); err == nil {
		in.Published = dates.Date{Day: day, Precision: dates.DayOnly, Origin: dates.FromGiven}
	}
	anchor := dates.Anchor{Published: in.Published}
	in.Times = append(dates.Find(arabic.Title, in.Title, anchor), dates.Find(arabic.Text, in.Text, anchor)...)
	in.Entities = names.Find(names.Input{Title: a.Title, Text: in.Text, Host: a.Source.Host, Outlet: a.Source.Name})
	return in
}
