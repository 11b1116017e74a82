package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"
	"time"

	"isnad"
)

// Resolver turns names into addresses; *net.Resolver is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// transport makes connections that the guard has seen. It keeps at most one to a host.
func (c *Client) transport() *http.Transport {
	return &http.Transport{
		DialContext:            c.dial,
		MaxConnsPerHost:        1,
		MaxIdleConns:           256,
		IdleConnTimeout:        30 * time.Second,
		TLSHandshakeTimeout:    15 * time.Second,
		ResponseHeaderTimeout:  30 * time.Second,
		MaxResponseHeaderBytes: 256 << 10,
		DisableCompression:     true, // bodies are decoded here, within bounds
		ForceAttemptHTTP2:      true,
	}
}

// dial connects to the first address of the host that answers. Only addresses that may be connected to are tried, and
// what is dialled is the address that was checked, so that a second answer of the resolver changes nothing.
func (c *Client) dial(ctx context.Context, network, hostport string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(hostport)
	if err != nil {
		return nil, err
	}
	addrs, err := c.lookup(ctx, host)
	if err != nil {
		return nil, err
	}
	d := net.Dialer{Timeout: 15 * time.Second, Control: c.control}
	var failure error
	refused := 0
	for _, a := range addrs {
		if !c.allowed(a) {
			refused++
			continue
		}
		conn, err := d.DialContext(ctx, network, net.JoinHostPort(a.String(), port))
		if err == nil {
			return conn, nil
		}
		failure = errors.Join(failure, err)
	}
	if failure == nil {
		failure = fmt.Errorf("%s: %w: no public address among its %d", host, isnad.ErrBlocked, refused)
	}
	return nil, failure
}

// lookup gives a host's addresses. Names under .localhost are loopback without asking anybody (RFC 6761).
func (c *Client) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 1})}, nil
	}
	addrs, err := c.opt.Resolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil, err
	}
	for i, a := range addrs {
		addrs[i] = a.Unmap()
	}
	return addrs, nil
}

// control is the last look at an address before the socket connects, whoever asked for it.
func (c *Client) control(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil || !c.allowed(ap.Addr()) {
		return fmt.Errorf("%s: %w: not a public address", address, isnad.ErrBlocked)
	}
	return nil
}

// guarded checks the address of every request before it goes out.
type guarded struct{ next http.RoundTripper }

func (g guarded) RoundTrip(r *http.Request) (*http.Response, error) {
	if _, err := ParseURL(r.URL.String()); err != nil {
		return nil, err
	}
	return g.next.RoundTrip(r)
}

// HTTP gives an http.Client over the same guard, for what is no crawling: webhooks, feeds of alerts. It follows no
// redirect, keeps no cookies, and knows neither robots nor pace.
func (c *Client) HTTP() *http.Client {
	return &http.Client{
		Transport:     guarded{c.web},
		Timeout:       c.opt.Timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
