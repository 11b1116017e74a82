package main

import (
	"fmt"
	"net/netip"
	"strings"

	"isnad/internal/fetch"
	"isnad/internal/ingest"
)

// client makes the one guarded client through which everything outward goes: the crawl, `add`, `read`, webhooks. Where an
// archive is open, refusals are kept in it.
func (a *app) client(o *opened, set ...func(*fetch.Options)) (*fetch.Client, error) {
	allow, err := ranges(a.config.allow)
	if err != nil {
		return nil, err
	}
	opt := fetch.Options{UserAgent: userAgent(), Allow: allow}
	if o != nil {
		opt.Memory = ingest.Hosts{Store: o.store, Log: a.log()}
		if o.shared {
			opt.Turns = ingest.Turns{Leases: o.store, Log: a.log()}
		}
	}
	for _, s := range set {
		s(&opt)
	}
	return fetch.New(opt), nil
}

// ranges reads addresses and ranges separated by commas: those that may be fetched from though they are not public.
func ranges(list string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for s := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		p, err := netip.ParsePrefix(s)
		if a, addrErr := netip.ParseAddr(s); addrErr == nil {
			p, err = netip.PrefixFrom(a, a.BitLen()), nil
		}
		if err != nil {
			return nil, usage("ISNAD_ALLOW: %q is no range of addresses; write it as 10.0.0.0/8", s)
		}
		out = append(out, p)
	}
	return out, nil
}

// userAgent tells outlets who reads them.
func userAgent() string { return fmt.Sprintf("isnad/%s", release) }
