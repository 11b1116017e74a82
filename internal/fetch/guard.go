package fetch

import (
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"isnad"
)

// barred are the ranges of IPv4 that no public site has: the IANA special-purpose registry (RFC 6890 and updates),
// multicast, and what is reserved.
var barred = prefixes("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
	"192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15",
	"198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4")

// Of IPv6 only global unicast is public, less Teredo and its neighbours, documentation, and 6to4, which hides any IPv4
// address. NAT64 (64:ff9b::/96), mapped, local and unique local addresses lie outside it.
var (
	globalUnicast = netip.MustParsePrefix("2000::/3")
	barred6       = prefixes("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)

func prefixes(all ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(all))
	for i, s := range all {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

// public reports whether an address is one that anybody may be sent to.
func public(a netip.Addr) bool {
	if a.Is4() {
		return !within(a, barred)
	}
	return a.Zone() == "" && globalUnicast.Contains(a) && !within(a, barred6)
}

func within(a netip.Addr, ranges []netip.Prefix) bool {
	for _, p := range ranges {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// allowed reports whether the client may connect to an address: a public one, or one that the operator allowed.
func (c *Client) allowed(a netip.Addr) bool {
	return public(a) || within(a, c.opt.Allow) || a.Is4In6() && within(a.Unmap(), c.opt.Allow)
}

var (
	strayPercent = regexp.MustCompile(`%($|[^0-9A-Fa-f]|[0-9A-Fa-f]($|[^0-9A-Fa-f]))`)
	hostName     = regexp.MustCompile(`^[a-z0-9_-]+(\.[a-z0-9_-]+)*$`)
	numberLabel  = regexp.MustCompile(`^([0-9]+|0[xX][0-9A-Fa-f]*)$`)
)

// ParseURL reads an address that may be fetched: http or https, with a host, without credentials, backslashes or white
// space inside, and without a host that only looks like a name (0x7f.1, 2130706433, 0177.0.0.1). The host comes back in
// ASCII, the fragment is gone. A stray percent sign, common in addresses made of Arabic titles, is read as itself.
func ParseURL(raw string) (*url.URL, error) {
	refuse := func(kind error, why string) (*url.URL, error) {
		return nil, fmt.Errorf("fetch.ParseURL(%.200q): %w: %s", raw, kind, why)
	}
	raw = strings.TrimSpace(raw)
	if len(raw) > 8192 {
		return refuse(isnad.ErrInvalid, "longer than 8192 bytes")
	}
	if strings.ContainsAny(raw, "\\ \t\r\n") {
		return refuse(isnad.ErrInvalid, "a backslash or white space in it")
	}
	for strayPercent.MatchString(raw) {
		raw = strayPercent.ReplaceAllString(raw, "%25$1")
	}
	u, err := url.Parse(raw)
	if err != nil {
		return refuse(isnad.ErrInvalid, "it is no URL")
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return refuse(isnad.ErrBlocked, "only http and https are fetched")
	}
	if u.User != nil {
		return refuse(isnad.ErrBlocked, "it carries credentials")
	}
	host, err := asciiHost(u.Hostname())
	if err != nil {
		return refuse(isnad.ErrInvalid, err.Error())
	}
	if u.Port() != "" {
		host += ":" + u.Port()
	}
	u.Host, u.Fragment, u.RawFragment, u.RawQuery = host, "", "", asciiQuery(u.RawQuery)
	return u, nil
}

// asciiQuery encodes what no query may hold as it is; Arabic is often written into addresses by hand.
func asciiQuery(query string) string {
	var b strings.Builder
	for i := 0; i < len(query); i++ {
		if c := query[i]; c > ' ' && c < 0x7F && c != '"' && c != '<' && c != '>' {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', upperHex[c>>4], upperHex[c&15]})
		}
	}
	return b.String()
}

// asciiHost gives a host name in ASCII, an IPv6 address in brackets, and refuses numbers in disguise.
func asciiHost(host string) (string, error) {
	if host == "" {
		return "", fmt.Errorf("it names no host")
	}
	if a, err := netip.ParseAddr(host); err == nil {
		if a.Zone() != "" {
			return "", fmt.Errorf("its address has a zone")
		}
		if a.Is6() {
			return "[" + a.String() + "]", nil
		}
		return a.String(), nil
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	ascii := host // names of ASCII work with underscores and hyphens that the rules for others refuse
	if !hostName.MatchString(host) || strings.Contains(host, "xn--") {
		var err error
		if ascii, err = idna.Lookup.ToASCII(host); err != nil || !utf8.ValidString(host) {
			return "", fmt.Errorf("its host is no name")
		}
	}
	if a, err := netip.ParseAddr(ascii); err == nil { // fullwidth digits become ordinary ones
		return a.String(), nil
	}
	if !hostName.MatchString(ascii) {
		return "", fmt.Errorf("its host is no name")
	}
	if numberLabel.MatchString(ascii[strings.LastIndexByte(ascii, '.')+1:]) {
		return "", fmt.Errorf("its host is a number in disguise")
	}
	return ascii, nil
}
