package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"isnad"
)

const (
	robotsAge       = 24 * time.Hour // how long a robots.txt holds
	robotsRedirects = 5
)

// cachedRobots is a robots.txt as it was answered.
type cachedRobots struct {
	at     time.Time
	rules  robots
	closed string // why everything is closed: the server failed to say
}

// permitted asks the host's robots.txt whether an address may be fetched.
func (c *Client) permitted(ctx context.Context, h *host, u *url.URL) error {
	known, err := c.rulesOf(ctx, h, u)
	if err != nil {
		return err
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if !known.rules.allows(path) {
		return fmt.Errorf("fetch.Get(%s): %w", u, ErrRobots)
	}
	return nil
}

// rulesOf gives a site's robots.txt; it is asked for by one caller while the others wait.
func (c *Client) rulesOf(ctx context.Context, h *host, u *url.URL) (*cachedRobots, error) {
	select {
	case h.asking <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-h.asking }()
	return c.robots(ctx, h, u)
}

// Sitemaps gives the sitemaps that the robots.txt of an address's site names.
func (c *Client) Sitemaps(ctx context.Context, address string) ([]string, error) {
	u, err := ParseURL(address)
	if err != nil {
		return nil, err
	}
	known, err := c.rulesOf(ctx, c.host(u.Hostname()), u)
	if err != nil {
		return nil, err
	}
	return known.rules.maps, nil
}

// robots gives a site's robots.txt, fetched when it is not known or older than a day. What the site last said holds while
// it cannot answer.
func (c *Client) robots(ctx context.Context, h *host, u *url.URL) (*cachedRobots, error) {
	site := u.Scheme + "://" + u.Host
	h.mu.Lock()
	known := h.rules[site]
	h.mu.Unlock()
	if known != nil && c.opt.Now().Sub(known.at).Abs() <= robotsAge {
		return known, nil
	}
	fresh, err := c.fetchRobots(ctx, u)
	switch {
	case err != nil:
		return nil, err
	case fresh.closed != "" && known != nil:
		return known, nil
	case fresh.closed != "":
		return nil, h.closed(c.opt.Now(), u.Hostname(), "robots.txt: "+fresh.closed)
	}
	h.mu.Lock()
	h.rules[site], h.delay = fresh, fresh.rules.delay
	h.mu.Unlock()
	return fresh, nil
}

// fetchRobots gets a site's robots.txt. By RFC 9309 a 4xx opens the site, and what cannot be got closes it; 429 is no
// answer either.
func (c *Client) fetchRobots(ctx context.Context, u *url.URL) (*cachedRobots, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	for range robotsRedirects + 1 {
		resp, body, err := c.robotsHop(ctx, at)
		if err != nil {
			return nil, err
		}
		found := &cachedRobots{at: c.opt.Now()}
		switch {
		case resp == nil:
			found.closed = "it did not answer"
		case resp.StatusCode >= 200 && resp.StatusCode < 300:
			found.rules = parseRobots(body, productOf(c.opt.UserAgent))
		case resp.StatusCode >= 300 && resp.StatusCode < 400 && resp.Header.Get("Location") != "":
			if at, err = resolve(at, resp.Header.Get("Location")); err != nil {
				return nil, err
			}
			continue
		case resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode >= 500:
			found.closed = statusText(resp.StatusCode)
		}
		return found, nil
	}
	return &cachedRobots{at: c.opt.Now()}, nil // the RFC lets more than five redirects count as "not there"
}

// robotsHop makes one request for a robots.txt in the host's turn. A nil response means that the host did not answer.
func (c *Client) robotsHop(ctx context.Context, at *url.URL) (*http.Response, []byte, error) {
	name := at.Hostname()
	h := c.host(name)
	if err := h.refuses(c.opt.Now(), name); err != nil {
		return nil, nil, err
	}
	if err := c.enter(ctx, h, name); err != nil {
		return nil, nil, err
	}
	defer c.leave(h)
	resp, body, err := c.sendInTurn(ctx, h, at, With{})
	var wait *WaitError
	if err != nil && cutOff(ctx, err) {
		return nil, nil, fmt.Errorf("fetch.Get(%s): %w: %w", at, ErrCutOff, err)
	}
	if err != nil && (errors.Is(err, isnad.ErrBlocked) || errors.As(err, &wait)) {
		return nil, nil, fmt.Errorf("fetch.Get(%s): %w", at, err)
	}
	switch {
	case err != nil && resp == nil:
		words, why := reason(err)
		c.refused(ctx, h, name, words, why, nil)
		return nil, nil, nil
	case err != nil: // the body did not arrive whole: nothing is known
		return nil, nil, nil
	case resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode >= 500:
		c.refused(ctx, h, name, "robots.txt: "+statusText(resp.StatusCode), isnad.FailedBusy, resp.Header)
	default:
		c.answered(ctx, h, name)
	}
	return resp, body, nil
}
