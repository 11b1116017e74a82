package move

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"strconv"
	"strings"

	"isnad"
)

// missing reports that what was asked for is not there, or not whole.
func missing(err error) bool {
	return errors.Is(err, isnad.ErrNotFound) || errors.Is(err, isnad.ErrCorrupt)
}

// stories walks an engine's stories, whole.
func stories(ctx context.Context, e isnad.StoryStore) iter.Seq2[*isnad.Story, error] {
	return func(yield func(*isnad.Story, error) bool) {
		f := isnad.StoryFilter{Limit: 500}
		for {
			list, err := e.Stories(ctx, f)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, head := range list.Stories {
				s, err := e.Story(ctx, head.ID)
				if !yield(s, err) || err != nil {
					return
				}
			}
			if f.Cursor = list.Next; f.Cursor == "" {
				return
			}
		}
	}
}

func moveStories(ctx context.Context, r *stepRun) error {
	return inBatches(ctx, r, stories(ctx, r.From), batchArticles,
		func(tx isnad.Tx, s **isnad.Story) error { return tx.PutStory(*s) }, func(**isnad.Story) string { return "" })
}

// listed walks what a port gives as a list.
func listed[T any](all []T, err error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		if err != nil {
			var none T
			yield(none, err)
			return
		}
		for _, v := range all {
			if !yield(v, nil) {
				return
			}
		}
	}
}

// whole is the position of steps that are done again from their beginning: few rows, and storing one twice is storing it once.
func whole[T any](*T) string { return "" }

func moveDecisions(ctx context.Context, r *stepRun) error {
	return inBatches(ctx, r, listed(r.From.Decisions(ctx)), batchRows, func(tx isnad.Tx, d *isnad.Decision) error { return tx.Decide(*d) }, whole)
}

func moveSources(ctx context.Context, r *stepRun) error {
	return inBatches(ctx, r, listed(r.From.Sources(ctx)), batchRows, func(tx isnad.Tx, s *isnad.Source) error { return tx.PutSource(s) }, whole)
}

// kept walks what is kept under keys but what moves keep for themselves.
func kept(ctx context.Context, e isnad.Records, after string) iter.Seq2[isnad.Entry, error] {
	return func(yield func(isnad.Entry, error) bool) {
		for k, err := range e.Kept(ctx, after) {
			if !strings.HasPrefix(k.Key, keyPrefix) && !yield(k, err) {
				return
			}
		}
	}
}

func moveKept(ctx context.Context, r *stepRun) error {
	return inBatches(ctx, r, kept(ctx, r.From, r.after), batchRows, func(tx isnad.Tx, k *isnad.Entry) error { return tx.SaveProgress(k.Key, k.Value) },
		func(k *isnad.Entry) string { return k.Key })
}

// jobs walks an engine's jobs, with their captures' new places.
func (m *Mover) jobs(ctx context.Context, after int64) iter.Seq2[isnad.Job, error] {
	return func(yield func(isnad.Job, error) bool) {
		for j, err := range m.From.Jobs(ctx, after) {
			if err == nil && j.Kind == isnad.ReadCapture {
				j, err = m.rereading(ctx, j)
			}
			if !yield(j, err) {
				return
			}
		}
	}
}

// rereading gives the reading of a capture its new place: it is the job's key, and stands in its arguments under "place".
func (m *Mover) rereading(ctx context.Context, j isnad.Job) (isnad.Job, error) {
	now, err := m.place(ctx, j.Key)
	if err != nil || now == j.Key {
		return j, err
	}
	args := map[string]json.RawMessage{}
	if err := json.Unmarshal(j.Args, &args); err != nil {
		return j, err
	}
	if args["place"], err = json.Marshal(now); err != nil {
		return j, err
	}
	j.Key = now
	j.Args, err = json.Marshal(args)
	return j, err
}

func moveJobs(ctx context.Context, r *stepRun) error {
	return inBatches(ctx, r, r.jobs(ctx, r.number()), batchRows, func(tx isnad.Tx, j *isnad.Job) error {
		again := *j
		again.ID, again.Attempt = 0, 0
		return tx.Enqueue(again)
	}, func(j *isnad.Job) string { return strconv.FormatInt(j.ID, 10) })
}

func moveAccounts(ctx context.Context, r *stepRun) error {
	all, err := r.From.Accounts(ctx)
	for i := range all {
		if err := r.To.PutAccount(ctx, &all[i]); err != nil {
			return err
		}
	}
	r.tell(len(all))
	return err
}

func moveTokens(ctx context.Context, r *stepRun) error {
	all, err := r.From.Tokens(ctx, "")
	for i := range all {
		if err := r.To.PutToken(ctx, &all[i]); err != nil {
			return err
		}
	}
	r.tell(len(all))
	return err
}

// moveSearches moves saved searches and what they found. What came in has been passed by then: it is no news.
func moveSearches(ctx context.Context, r *stepRun) error {
	all, err := r.From.SavedSearches(ctx, "", true)
	if err != nil {
		return err
	}
	for i := range all {
		if err := r.To.PutSavedSearch(ctx, &all[i]); err != nil {
			return err
		}
		found, err := findings(ctx, r.From, all[i].ID)
		if err != nil {
			return err
		}
		if err := r.To.MoveOn(ctx, 0, found, nil); err != nil {
			return err
		}
	}
	r.tell(len(all))
	return nil
}

// findings gives all that a saved search found, oldest first, so that it keeps its order.
func findings(ctx context.Context, from isnad.SavedSearches, id string) (all []isnad.Finding, err error) {
	for below := int64(0); ; {
		page, err := from.Findings(ctx, id, below, 1000)
		if err != nil || len(page) == 0 {
			return all, err
		}
		below = page[len(page)-1].Number
		for _, f := range page {
			all = append([]isnad.Finding{f}, all...)
		}
	}
}

func moveCorrections(ctx context.Context, r *stepRun) error {
	all, err := r.From.Corrections(ctx, isnad.CorrectionFilter{})
	if err != nil {
		return err
	}
	for i := range all {
		if err := r.To.Correct(ctx, &all[i]); err != nil && !errors.Is(err, isnad.ErrNotFound) { // the article may be gone
			return err
		}
	}
	r.tell(len(all))
	return nil
}
