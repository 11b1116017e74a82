package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"isnad"
	"isnad/dates"
	"isnad/extract"
	"isnad/internal/feed"
	"isnad/internal/ingest"
)

func newRead(a *app) *cobra.Command {
	var published string
	c := &cobra.Command{
		Use:   "read FILE|URL|-",
		Short: "Read one page, without an archive: print the articles in it",
		Long: `Reads one page (HTML or text, from a file, an address, or - for standard input) and prints the articles that it
holds, cleaned and annotated. A feed gives one article per entry. Nothing is stored.`,
		Example: `  isnad read page.html
  isnad read --json page.txt
  isnad read --published 2025-06-29 - < page.txt`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			given, err := givenDate(published)
			if err != nil {
				return err
			}
			page, err := a.page(c.Context(), args[0])
			if err != nil {
				return err
			}
			page.Published = given
			if err := notJSON(page, args[0]); err != nil {
				return err
			}
			return a.read(page, args[0])
		},
	}
	c.Flags().StringVar(&published, "published", "", "`day` of publication, where the page does not say (2025-06-29)")
	a.jsonFlag(c)
	return c
}

// notJSON refuses articles as JSON or JSON Lines, whose braces would be read as text, and says what takes them. A JSON feed is a page.
func notJSON(page extract.Page, name string) error {
	first, _, _ := bytes.Cut(bytes.TrimSpace(page.Body), []byte("\n"))
	if len(first) == 0 || first[0] != '{' && first[0] != '[' || !json.Valid(first) && !json.Valid(page.Body) {
		return nil
	}
	if f, err := feed.Parse(page.Body, page.ContentType, page.URL); err == nil && len(f.Entries) > 0 {
		return nil
	}
	return usage("%s holds JSON, not a page: `isnad annotate < FILE` annotates articles in JSON Lines, `isnad import FILE` stores them", name)
}

func givenDate(s string) (dates.Date, error) {
	if s == "" {
		return dates.Date{}, nil
	}
	d, err := isnad.GivenDate(s)
	if err != nil {
		return d, usage("--published %q is not a day: write it as 2023-11-04", s)
	}
	return d, nil
}

// read prints the page's articles; a page without one is said to be that.
func (a *app) read(page extract.Page, name string) error {
	articles, result := readPage(page)
	if f, err := feed.Parse(page.Body, page.ContentType, page.URL); err == nil && len(f.Entries) > 0 {
		articles = ingest.ReadFeed(f)
	}
	if a.json {
		if err := writeArticles(a.stdout, articles); err != nil {
			return err
		}
	} else {
		for i, article := range articles {
			if i > 0 {
				fmt.Fprintln(a.stdout)
			}
			printArticle(a.stdout, article)
		}
	}
	if len(articles) == 0 {
		fmt.Fprintf(a.stderr, "%s: %s\n", name, noArticle(result))
		return problems(1)
	}
	return nil
}

func noArticle(r extract.Result) string {
	if r.Reason != "" {
		return fmt.Sprintf("no article: %s", r.Reason)
	}
	return fmt.Sprintf("no article: the page is of kind %q", r.Kind)
}

// writeArticles prints {"articles":[…]} with one article a line.
func writeArticles(w io.Writer, articles []*isnad.Article) error {
	lines := make([]json.RawMessage, len(articles))
	for i, article := range articles {
		line, err := isnad.Encode(article)
		if err != nil {
			return err
		}
		lines[i] = line
	}
	fmt.Fprint(w, `{"articles":[`)
	for i, line := range lines {
		if i > 0 {
			fmt.Fprint(w, ",\n")
		}
		w.Write(line)
	}
	_, err := fmt.Fprintln(w, "]}")
	return err
}

// printArticle is the article for a reader at a terminal.
func printArticle(w io.Writer, article *isnad.Article) {
	fmt.Fprintf(w, "%s\n", article.Title)
	var line []string
	if article.Source.Name != "" {
		line = append(line, article.Source.Name)
	}
	if d := dateText(article.Published); d != "" {
		line = append(line, d)
	}
	if len(line) > 0 {
		fmt.Fprintln(w, strings.Join(line, " · "))
	}
	for _, p := range article.Paragraphs {
		fmt.Fprintf(w, "\n%s\n", p)
	}
	if len(article.Tags) > 0 {
		fmt.Fprintf(w, "\n# %s\n", strings.Join(article.Tags, " · "))
	}
	printStatements(w, article)
	for _, r := range article.Repairs {
		fmt.Fprintf(w, "~ %s: %q ← %q\n", r.Kind, r.Became, r.Found)
	}
}

func printStatements(w io.Writer, article *isnad.Article) {
	for i, s := range article.Statements {
		if i == 0 {
			fmt.Fprintln(w)
		}
		speaker := s.Speaker.Name
		if speaker == "" {
			speaker = "?"
		}
		for _, r := range s.Relays {
			speaker += " ← " + r.Name
		}
		fmt.Fprintf(w, "◆ %s [%s] %s\n", speaker, s.Act, s.Content)
	}
}

// dateText is a date as exactly as it is known.
func dateText(d dates.Date) string {
	switch {
	case d.Precision == dates.Instant || d.Precision == dates.Minute && !d.Time.IsZero():
		return d.Time.Format("2006-01-02 15:04")
	case d.Precision == dates.MonthOnly:
		return d.Day.String()[:7]
	case !d.Day.IsZero():
		return d.Day.String()
	case d.Weekday != "":
		return d.Weekday
	}
	return ""
}

// readFile reads a file or standard input, at most a page's worth.
func (a *app) readFile(name string) ([]byte, error) {
	if name == "-" {
		return readLimited(a.stdin, "standard input")
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readLimited(f, name)
}

func readLimited(r io.Reader, name string) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, ingest.MaxPage+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(body) > ingest.MaxPage {
		return nil, fmt.Errorf("%s: %w: larger than %d MiB, which no page is", name, isnad.ErrInvalid, ingest.MaxPage>>20)
	}
	return body, nil
}
