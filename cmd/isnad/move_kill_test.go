package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/internal/postgres/pgtest"
)

// moveAndKill runs 'isnad move' in a process of its own and kills it with -9, later each time, until one ends before that. It gives
// how often it was killed.
func moveAndKill(t *testing.T, args ...string) (kills int) {
	t.Helper()
	for wait := 150 * time.Millisecond; ; wait = wait * 7 / 5 {
		c := process(args[0], args[1:]...)
		var said bytes.Buffer
		c.Stderr = &said
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(wait, func() { c.Process.Kill() }) // that it is over already is no fault
		err := c.Wait()
		timer.Stop()
		if err == nil || kills > 0 && strings.Contains(said.String(), "there is an archive already, of 9 articles") { // the last was killed at its end
			return kills
		}
		if c.ProcessState.ExitCode() >= 0 {
			t.Fatalf("after %d kills: %v: %s", kills, err, &said)
		}
		kills++
	}
}

// TestMoveSurvivesKill moves an archive into PostgreSQL and back into a folder, with moves that are killed again and again, and wants
// all that the first held: the export, what was read and starred, merged stories, searches, accounts, tokens, corrections.
func TestMoveSurvivesKill(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	database, dir := pgtest.Database(t), t.TempDir()
	first, back := filepath.Join(dir, "first"), filepath.Join(dir, "back")
	filled(t, first)
	readSome(t, first)
	there := moveAndKill(t, first, "move", "--to", database)
	again := moveAndKill(t, first, "--store", database, "move", "--to", back)
	t.Logf("killed %d times on the way there, %d times on the way back", there, again)
	if there == 0 || again == 0 {
		t.Error("no move was killed")
	}
	want := exported(t, "--data", first)
	for _, args := range [][]string{{"--data", first, "--store", database}, {"--data", back}} {
		if d := cmp.Diff(want, exported(t, args...)); d != "" {
			t.Errorf("%v: another export: %s", args, d)
		}
		// a move that is killed between a record and what names it leaves the record behind, and copies it once more
		var captures int
		said := saidBy(t.Context(), append(args, "check")...)
		if n, err := fmt.Sscanf(said, "9 articles, %d captures read; 0 faults\n", &captures); n != 1 || err != nil || captures < 9 {
			t.Errorf("%v: check: %s", args, said)
		}
	}
	wantRest(t, config{data: first, store: database})
	wantRest(t, config{data: back})
}

var placeOf = regexp.MustCompile(`"warc":"[^"]*"`)

// exported gives an archive's articles, without the places of their captures; those of one day that were stored together have no order.
func exported(t *testing.T, args ...string) []string {
	t.Helper()
	lines := strings.Split(placeOf.ReplaceAllString(saidBy(t.Context(), append(args, "export")...), ""), "\n")
	slices.Sort(lines)
	return lines
}

// readSome has an account read and star something, and merges a story into another.
func readSome(t *testing.T, data string) {
	t.Helper()
	o, err := openArchive(t.Context(), config{data: data}, readWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	all, err := o.store.Arrivals(t.Context(), "a1", isnad.ArrivalFilter{OldestFirst: true})
	if err != nil || len(all) != 9 {
		t.Fatalf("%d arrivals, %v", len(all), err)
	}
	yes := true
	if err := o.store.Mark(t.Context(), "a1", []int64{all[0].Number, all[1].Number}, &yes, nil); err != nil {
		t.Fatal(err)
	}
	if err := o.store.Mark(t.Context(), "a1", []int64{all[1].Number, all[2].Number}, nil, &yes); err != nil {
		t.Fatal(err)
	}
	err = o.store.Update(t.Context(), func(tx isnad.Tx) error {
		s, err := tx.FindStory(all[0].Article)
		if err != nil {
			return err
		}
		s.Was = append(s.Was, "was-merged")
		return tx.PutStory(s)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// wantRest wants in an archive what filled and readSome put there beside articles.
func wantRest(t *testing.T, c config) {
	t.Helper()
	o, err := openArchive(t.Context(), c, readOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	ctx := t.Context()
	unread, err := o.store.Arrivals(ctx, "a1", isnad.ArrivalFilter{Unread: true})
	starred, also := o.store.Arrivals(ctx, "a1", isnad.ArrivalFilter{Starred: true, OldestFirst: true})
	if err != nil || also != nil || len(unread) != 7 || len(starred) != 2 || !starred[0].Read || starred[1].Read {
		t.Errorf("%s: unread %d, starred %+v, %v, %v", c.named(), len(unread), starred, err, also)
	}
	if s, err := o.store.Story(ctx, "was-merged"); err != nil || s.Articles == 0 || len(s.Members) == 0 {
		t.Errorf("%s: the merged story: %+v, %v", c.named(), s, err)
	}
	accounts, err := o.store.Accounts(ctx)
	tokens, err2 := o.store.Tokens(ctx, "a1")
	searches, err3 := o.store.SavedSearches(ctx, "a1", false)
	corrections, err4 := o.store.Corrections(ctx, isnad.CorrectionFilter{})
	if err != nil || err2 != nil || err3 != nil || err4 != nil || len(accounts) != 1 || len(tokens) != 1 || len(searches) != 1 || len(corrections) != 1 {
		t.Errorf("%s: accounts %v, tokens %v, searches %v, corrections %v: %v %v %v %v", c.named(), accounts, tokens, searches, corrections, err, err2, err3, err4)
	}
}
