package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"isnad"
)

// settings are the flags of `isnad sources set`.
type settings struct {
	interval, keep, text, title, outlet string
	headers                             []string
	pause, resume, poll                 bool
}

func newSourcesSet(a *app) *cobra.Command {
	var in settings
	c := &cobra.Command{
		Use:   "set URL|ID…",
		Short: "Change how sources are read: interval, text, retention, headers, pause",
		Long: `Changes sources. What is not named stays. --keep holds for articles that are stored from then on; their captures stay in
the web archive. Headers that carry credentials are refused.`,
		Example: `  isnad sources set https://example.org/feed --interval 30m --text feed
  isnad sources set https://example.org/feed --keep 90d --header 'Accept-Language: ar-EG'
  isnad sources set https://example.org/feed --pause`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			change, err := in.change(c)
			if err != nil {
				return err
			}
			return a.withArchive(c.Context(), readWrite, func(o *opened) error {
				for _, name := range args {
					s, err := findSource(c.Context(), o, name)
					if err != nil {
						return err
					}
					var failure error
					err = o.store.Update(c.Context(), func(tx isnad.Tx) error {
						return errors.Join(tx.ChangeSource(s.ID, func(s *isnad.Source) { failure = change(s) }), failure)
					})
					if err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	f := c.Flags()
	f.StringVar(&in.interval, "interval", "", "shortest `time` between two polls (30m, 2h, 1d); 0 leaves it to the feed's own rhythm")
	f.StringVar(&in.text, "text", "", "feed takes the feed's own text, page fetches each page")
	f.StringVar(&in.keep, "keep", "", "how `long` articles are kept (90d); 0 is for ever")
	f.StringArrayVar(&in.headers, "header", nil, "`header` to send, as 'Name: value'; an empty value forgets it")
	f.StringVar(&in.title, "title", "", "name under which it is shown")
	f.StringVar(&in.outlet, "outlet", "", "`key` of its outlet in the directory")
	f.BoolVar(&in.pause, "pause", false, "do not poll it")
	f.BoolVar(&in.resume, "resume", false, "poll it again")
	f.BoolVar(&in.poll, "poll", false, "poll it at the next opportunity")
	return c
}

// change gives what the flags say as a change of a source.
func (in settings) change(c *cobra.Command) (func(*isnad.Source) error, error) {
	interval, err := duration("--interval", in.interval)
	if err != nil {
		return nil, err
	}
	keep, err := duration("--keep", in.keep)
	if err != nil {
		return nil, err
	}
	if in.text != "" && in.text != "feed" && in.text != "page" {
		return nil, usage("--text %q: feed or page", in.text)
	}
	if in.pause && in.resume {
		return nil, usage("--pause and --resume contradict each other")
	}
	set := c.Flags().Changed
	return func(s *isnad.Source) error {
		if set("interval") {
			s.Interval = interval
		}
		if set("keep") {
			s.Keep = keep
		}
		if in.text != "" {
			s.FullText = in.text == "feed"
		}
		if set("title") {
			s.Title = in.title
		}
		if set("outlet") {
			s.Outlet = in.outlet
		}
		s.Paused = s.Paused && !in.resume || in.pause
		if in.resume || in.poll {
			s.Health.NextPoll = time.Time{}
		}
		return in.setHeaders(s)
	}, nil
}

func (in settings) setHeaders(s *isnad.Source) error {
	for _, h := range in.headers {
		name, value, ok := strings.Cut(h, ":")
		if !ok {
			return usage("--header %q: write it as 'Name: value'", h)
		}
		if err := s.SetHeader(name, value); err != nil {
			return err
		}
	}
	return nil
}

// duration reads a time as people write it: 30m, 12h, 90d; "" is 0.
func duration(flag, s string) (time.Duration, error) {
	if s == "" || s == "0" {
		return 0, nil
	}
	if days, ok := strings.CutSuffix(s, "d"); ok {
		if n, err := strconv.Atoi(days); err == nil && n > 0 && n < 100_000 {
			return time.Duration(n) * 24 * time.Hour, nil
		}
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 {
		return 0, usage("%s %q: write it as 30m, 12h or 90d", flag, s)
	}
	return d, nil
}

// spelled writes a time as duration reads it; "" for 0.
func spelled(d time.Duration) string {
	switch {
	case d == 0:
		return ""
	case d%(24*time.Hour) == 0:
		return fmt.Sprintf("%dd", d/(24*time.Hour))
	}
	return strings.Replace(strings.Replace(d.String(), "m0s", "m", 1), "h0m", "h", 1)
}
