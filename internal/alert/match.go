package alert

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"isnad"
	"isnad/arabic"
	"isnad/internal/search"
)

// step looks at the next changes, stores what saved searches find in them, and reports how many changes there were.
func (r *Runner) step(ctx context.Context) (int, error) {
	changes, err := r.Outbox.Changes(ctx, batch)
	if err != nil || len(changes) == 0 {
		return 0, err
	}
	searches, err := r.Searches.SavedSearches(ctx, "", true)
	if err != nil {
		return 0, err
	}
	b := &looking{Runner: r, changes: map[string][]isnad.Change{}, articles: map[string]*isnad.Article{}}
	for _, c := range changes {
		if b.changes[c.Article] == nil {
			b.ids = append(b.ids, c.Article)
		}
		b.changes[c.Article] = append(b.changes[c.Article], c)
	}
	for i := range searches {
		if err := b.ask(ctx, &searches[i]); err != nil {
			return 0, fmt.Errorf("alert: saved search %s: %w", searches[i].ID, err)
		}
	}
	return len(changes), r.Outbox.MoveOn(ctx, changes[len(changes)-1].Number, b.found, b.through)
}

// batch is how many changes are looked at in one transaction.
const batch = 200

// looking is one batch of changes under way.
type looking struct {
	*Runner
	ids      []string
	changes  map[string][]isnad.Change // of each article, in order
	articles map[string]*isnad.Article
	found    []isnad.Finding
	through  []isnad.Delivery
}

// ask asks one saved search of the changed articles. A query that this build no longer understands is logged and passed over:
// it must not hold up the others.
func (b *looking) ask(ctx context.Context, s *isnad.SavedSearch) error {
	q, err := search.Parse(s.Text)
	if err != nil {
		b.Log.Warn("saved search not understood", "search", s.ID, "error", err)
		return nil
	}
	if s.Kind == isnad.SavedStatements {
		found, err := b.Matcher.MatchingStatements(ctx, q, b.ids)
		for i := range found {
			if err := b.statement(ctx, s, &found[i]); err != nil {
				return err
			}
		}
		return err
	}
	hits, err := b.Matcher.Matching(ctx, q, b.ids)
	for i := range hits {
		if err := b.article(ctx, s, &hits[i]); err != nil {
			return err
		}
	}
	return err
}

// article notes an article that was found, with the sentence in which most of what matched stands.
func (b *looking) article(ctx context.Context, s *isnad.SavedSearch, h *isnad.Hit) error {
	a, edited, err := b.news(ctx, s, h.ID)
	if err != nil || a == nil {
		return err
	}
	f := isnad.Finding{Search: s.ID, Item: item(a.ID, a.Title, a.Text()), Edited: edited, Article: *h}
	f.Sentence, f.Marks = bestSentence(a, h)
	f.Article.Snippet, f.Article.Marks = "", nil
	b.add(s, f)
	return nil
}

// statement notes a statement that was found, with the sentence in which it stands.
func (b *looking) statement(ctx context.Context, s *isnad.SavedSearch, found *isnad.FoundStatement) error {
	a, edited, err := b.news(ctx, s, found.Article.ID)
	if err != nil || a == nil {
		return err
	}
	st := found.Statement
	f := isnad.Finding{Search: s.ID, Item: item(a.ID, string(st.Field), st.Cue, st.Content, st.Speaker.Name), Edited: edited, Article: found.Article, Statement: &st}
	f.Sentence, f.Marks = sentenceOf(a, st.Span, st.CueStart, st.CueEnd)
	b.add(s, f)
	return nil
}

// news gives an article that came in, or was edited, after the search was saved, and says which; nil where it is no news to it.
func (b *looking) news(ctx context.Context, s *isnad.SavedSearch, id string) (*isnad.Article, bool, error) {
	changes := b.changes[id]
	first := slices.IndexFunc(changes, func(c isnad.Change) bool { return c.Number > s.After })
	if first < 0 {
		return nil, false, nil
	}
	a, err := b.read(ctx, id)
	if err != nil || a == nil || !isNews(changes[first], a) {
		return nil, false, err
	}
	return a, changes[first].Edited, nil
}

func (b *looking) add(s *isnad.SavedSearch, f isnad.Finding) {
	f.At = b.Now().UTC()
	b.found = append(b.found, f)
	for _, c := range s.Channels {
		d := isnad.Delivery{Search: s.ID, Channel: c.ID, State: isnad.Waiting, Finding: f}
		if c.Kind == isnad.MailDigest {
			d.NotBefore = nextDigest(f.At, c.Every)
		}
		b.through = append(b.through, d)
	}
}

// nextDigest is when the mail goes out that tells what was found at a time: digests come at whole multiples of their wait, so
// that what was found between two of them goes into one mail, whatever is started anew in between.
func nextDigest(at time.Time, every time.Duration) time.Time {
	if every <= 0 {
		every = 24 * time.Hour
	}
	return at.Truncate(every).Add(every)
}

// read gives an article, nil where it is gone since.
func (b *looking) read(ctx context.Context, id string) (*isnad.Article, error) {
	if a, ok := b.articles[id]; ok {
		return a, nil
	}
	a, err := b.Store.Article(ctx, id)
	if err != nil {
		return nil, unlessNotFound(err)
	}
	b.articles[id] = a
	return a, nil
}

// item names what was found by its words, so that the same words are told once and others, after an edit, again.
func item(article string, words ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(words, "\x00")))
	return article + "/" + hex.EncodeToString(sum[:8])
}

// maxSentence bounds the sentence that an alert shows, in bytes.
const maxSentence = 1200

// bestSentence gives the sentence of the article that holds the most of the words that matched, with their places in it.
func bestSentence(a *isnad.Article, h *isnad.Hit) (string, []isnad.Mark) {
	words := map[string]bool{}
	collect := func(text string, marks []isnad.Mark) {
		for _, m := range marks {
			if m.Start >= 0 && m.End <= len(text) && m.Start < m.End {
				words[text[m.Start:m.End]] = true
			}
		}
	}
	collect(h.Snippet, h.Marks)
	collect(h.Title, h.TitleMarks)
	text, best, most := a.Text(), "", -1
	var bestMarks []isnad.Mark
	for _, r := range arabic.Sentences(text) {
		sentence := cut(r.In(text))
		marks := marksOf(sentence, words)
		distinct := map[string]bool{}
		for _, m := range marks {
			distinct[sentence[m.Start:m.End]] = true
		}
		if len(distinct) > most {
			best, bestMarks, most = sentence, marks, len(distinct)
		}
	}
	if best == "" || most == 0 && len(h.TitleMarks) > 0 {
		return a.Title, h.TitleMarks
	}
	return best, bestMarks
}

// marksOf finds the words in a sentence, whole words only.
func marksOf(sentence string, words map[string]bool) (marks []isnad.Mark) {
	for _, t := range arabic.Tokens(sentence) {
		if words[sentence[t.Start:t.End]] {
			marks = append(marks, isnad.Mark{Start: t.Start, End: t.End})
		}
	}
	return marks
}

// sentenceOf gives the sentence, or the sentences, over which a statement and its cue run, with the content marked.
func sentenceOf(a *isnad.Article, s arabic.Span, cueStart, cueEnd int) (string, []isnad.Mark) {
	text := a.Text()
	if s.Field == arabic.Title {
		text = a.Title
	}
	start, end := s.Start, s.End
	if cueEnd > cueStart {
		start, end = min(start, cueStart), max(end, cueEnd)
	}
	if start < 0 || end > len(text) || start >= end {
		return a.In(s), nil
	}
	for _, r := range arabic.Sentences(text) {
		if r.Start < end && r.End > start { // they meet: the sentence belongs to it
			start, end = min(start, r.Start), max(end, r.End)
		}
	}
	sentence := cut(text[start:end])
	mark := isnad.Mark{Start: s.Start - start, End: min(s.End-start, len(sentence))}
	if mark.Start >= mark.End {
		return sentence, nil
	}
	return sentence, []isnad.Mark{mark}
}

func cut(s string) string {
	if len(s) > maxSentence {
		return strings.ToValidUTF8(s[:maxSentence], "")
	}
	return s
}
