package postgres_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"isnad"
	"isnad/internal/postgres"
	"isnad/internal/postgres/pgtest"
)

// TestNewerForm has this build work on a database that a newer one has brought to its form: with columns and tables that this
// build does not know. So machines can be upgraded one after another.
func TestNewerForm(t *testing.T) {
	url := pgtest.Database(t)
	first := open(t, url)
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	for _, change := range []string{
		`INSERT INTO goose_db_version (version_id, is_applied) VALUES (90000, true)`,
		`ALTER TABLE docv ADD COLUMN later bigint NOT NULL DEFAULT 7`, `ALTER TABLE source ADD COLUMN later text`,
		`CREATE TABLE later (id bigint PRIMARY KEY)`,
	} {
		if _, err := c.Exec(t.Context(), change); err != nil {
			t.Fatal(err)
		}
	}
	second, err := postgres.Open(t.Context(), postgres.Options{URL: url})
	if err != nil {
		t.Fatalf("opened anew: %v", err)
	}
	defer second.Close()
	for i, db := range []*postgres.DB{first, second} {
		a := &isnad.Article{ID: string(rune('a' + i))}
		a.Title, a.Paragraphs = "فتح الجسر", []string{"فُتح الجسر صباح السبت."}
		err := db.Update(t.Context(), func(tx isnad.Tx) error {
			if err := tx.PutArticle(a, isnad.TermsOf(a)); err != nil {
				return err
			}
			return tx.PutSource(&isnad.Source{ID: a.ID, URL: "https://almarfa.example/" + a.ID, Kind: isnad.FeedSource})
		})
		if err != nil {
			t.Fatal(err)
		}
		found, err := db.Search(t.Context(), isnad.Query{Clauses: []isnad.Clause{{Text: "الجسر"}}, Limit: 10})
		if err != nil || found.Total != i+1 {
			t.Errorf("found %+v, %v", found, err)
		}
	}
}
