package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/ar" // registers the analyser

	"isnad"
	"isnad/internal/bench"
	"isnad/internal/search"
	"isnad/internal/sqlite"
)

// engine is a search that can be filled and asked for the ten best articles that hold all words.
type engine struct {
	name string
	add  func(batch []*isnad.Article, terms []isnad.Terms) error
	ask  func(words []string) (total int, err error)
	file string // what it takes on disk
	took time.Duration
}

// searches fills three archives with the same articles and asks them the same questions.
func searches(data string, n int) error {
	dir, err := os.MkdirTemp("", "isnad-rivals-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	engines, done, err := openEngines(dir)
	if err != nil {
		return err
	}
	defer done()
	asked, err := fillEngines(engines, data, n)
	if err != nil {
		return err
	}
	return ask(engines, asked, n)
}

func openEngines(dir string) ([]engine, func(), error) {
	ctx := context.Background()
	ours, err := sqlite.Open(ctx, filepath.Join(dir, "isnad.db"), sqlite.Options{})
	if err != nil {
		return nil, nil, err
	}
	plain, err := openFTS(filepath.Join(dir, "fts5.db"))
	if err != nil {
		return nil, nil, err
	}
	mapping := bleve.NewIndexMapping()
	mapping.DefaultAnalyzer = "ar"
	rival, err := bleve.New(filepath.Join(dir, "bleve"), mapping)
	if err != nil {
		return nil, nil, err
	}
	done := func() { _ = errors.Join(ours.Close(), plain.Close(), rival.Close()) }
	return []engine{oursEngine(ours, dir), ftsEngine(plain, dir), bleveEngine(rival, dir)}, done, nil
}

func oursEngine(db *sqlite.DB, dir string) engine {
	ctx := context.Background()
	return engine{name: "isnad, with articles and statements", file: filepath.Join(dir, "isnad.db"),
		add: func(batch []*isnad.Article, terms []isnad.Terms) error {
			return db.Update(ctx, func(tx isnad.Tx) error {
				for i, a := range batch {
					if err := tx.PutArticle(a, terms[i]); err != nil {
						return err
					}
				}
				return nil
			})
		},
		ask: func(words []string) (int, error) {
			q, err := search.Parse(strings.Join(words, " "))
			if err != nil {
				return 0, err
			}
			found, err := db.Search(ctx, q)
			if err != nil {
				return 0, err
			}
			return found.Total, nil
		}}
}

func openFTS(path string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=cache_size(-32768)")
	if err != nil {
		return nil, err
	}
	_, err = db.Exec(`CREATE VIRTUAL TABLE article USING fts5(title, text)`)
	return db, err
}

func ftsEngine(db *sql.DB, dir string) engine {
	return engine{name: "plain FTS5", file: filepath.Join(dir, "fts5.db"),
		add: func(batch []*isnad.Article, _ []isnad.Terms) error {
			tx, err := db.Begin()
			if err != nil {
				return err
			}
			defer func() { _ = tx.Rollback() }()
			for _, a := range batch {
				if _, err := tx.Exec(`INSERT INTO article (title, text) VALUES (?, ?)`, a.Title, textOf(a)); err != nil {
					return err
				}
			}
			return tx.Commit()
		},
		ask: func(words []string) (total int, err error) {
			q := `"` + strings.Join(words, `" "`) + `"`
			rows, err := db.Query(`SELECT title, substr(text, 1, 200) FROM article WHERE article MATCH ? ORDER BY rank LIMIT 10`, q)
			if err != nil {
				return 0, err
			}
			defer rows.Close()
			for rows.Next() {
				total++
			}
			return total, rows.Err()
		}}
}

func bleveEngine(index bleve.Index, dir string) engine {
	return engine{name: "bleve, analyser ar", file: filepath.Join(dir, "bleve"),
		add: func(batch []*isnad.Article, _ []isnad.Terms) error {
			b := index.NewBatch()
			for _, a := range batch {
				if err := b.Index(a.ID, map[string]string{"title": a.Title, "text": textOf(a)}); err != nil {
					return err
				}
			}
			return index.Batch(b)
		},
		ask: func(words []string) (int, error) {
			q := bleve.NewConjunctionQuery()
			for _, w := range words {
				q.AddQuery(bleve.NewMatchQuery(w))
			}
			found, err := index.Search(bleve.NewSearchRequest(q))
			if err != nil {
				return 0, err
			}
			return int(found.Total), nil
		}}
}

func textOf(a *isnad.Article) string {
	var b strings.Builder
	for _, p := range a.Paragraphs {
		b.WriteString(p)
		b.WriteByte('\n')
	}
	return b.String()
}

// question is words that stand side by side in one article.
type question struct{ words []string }

func fillEngines(engines []engine, data string, n int) ([]question, error) {
	g, err := bench.NewGenerator(filepath.Join(data, "articles"), 1, n)
	if err != nil {
		return nil, err
	}
	random := rand.New(rand.NewPCG(1, 3))
	var asked []question
	for done := 0; done < n; {
		var batch []*isnad.Article
		var terms []isnad.Terms
		for range min(1000, n-done) {
			a, t := g.Next()
			batch, terms = append(batch, a), append(terms, t)
		}
		asked = append(asked, questions(batch, random)...)
		for i := range engines {
			before := bench.ProcessorTime()
			if err := engines[i].add(batch, terms); err != nil {
				return nil, err
			}
			engines[i].took += bench.ProcessorTime() - before
		}
		done += len(batch)
	}
	random.Shuffle(len(asked), func(i, j int) { asked[i], asked[j] = asked[j], asked[i] })
	return asked[:min(len(asked), 300)], nil
}

// questions takes from one article in a hundred one, two or three words of more than three letters.
func questions(batch []*isnad.Article, random *rand.Rand) (out []question) {
	for i := 0; i < len(batch); i += 100 {
		words := strings.Fields(textOf(batch[i]))
		at := random.IntN(max(1, len(words)-4))
		words = slices.DeleteFunc(slices.Clone(words[at:min(at+6, len(words))]), func(w string) bool {
			return len([]rune(w)) < 4 || strings.ContainsAny(w, `".،:؛؟()«»*-!/`)
		})
		if len(words) > 0 {
			out = append(out, question{words[:min(len(words), 1+random.IntN(3))]})
		}
	}
	return out
}

func ask(engines []engine, asked []question, n int) error {
	t := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "\nsearch, %d articles, %d questions\tp50 ms\tp95 ms\tarticles/s added\tMB\tanswered\t\n", n, len(asked))
	for _, e := range engines {
		took, answered := make([]time.Duration, len(asked)), 0
		for i, q := range asked {
			before := bench.ProcessorTime()
			total, err := e.ask(q.words)
			if err != nil {
				return fmt.Errorf("%s, %q: %w", e.name, q.words, err)
			}
			took[i] = bench.ProcessorTime() - before
			if total > 0 {
				answered++
			}
		}
		slices.Sort(took)
		at := func(p int) float64 { return took[(len(took)-1)*p/100].Seconds() * 1000 }
		fmt.Fprintf(t, "%s\t%.1f\t%.1f\t%.0f\t%d\t%d\t\n", e.name, at(50), at(95), float64(n)/e.took.Seconds(), size(e.file)>>20, answered)
	}
	return t.Flush()
}

// size is what a file or folder takes, with the files that stand beside it under the same name.
func size(path string) (bytes int64) {
	files, err := filepath.Glob(path + "*")
	if err != nil {
		return 0
	}
	for _, f := range files {
		_ = filepath.Walk(f, func(_ string, info os.FileInfo, err error) error {
			if err == nil && !info.IsDir() {
				bytes += info.Size()
			}
			return nil
		})
	}
	return bytes
}
