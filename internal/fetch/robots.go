package fetch

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// robots are the rules of one robots.txt (RFC 9309) for one crawler.
type robots struct {
	rules []robotsRule
	delay time.Duration // Crawl-delay, which the RFC does not have but sites do
	maps  []string      // sitemaps, which belong to no group
}

type robotsRule struct {
	pattern string // normalised; * is any run of bytes, $ at the end the path's end
	allow   bool
}

// robotsLimit is how much of a robots.txt is read; the RFC demands at least 500 KiB.
const robotsLimit = 1 << 20

// parseRobots reads the groups that name the crawler's product token, else those for all. Lines that it cannot read are
// passed over, as the RFC demands: one bad line must not open or close a site.
func parseRobots(body []byte, product string) robots {
	var ours, everyones robots
	var sitemaps []string
	named, forUs, forAll, inRules := false, false, false, false
	body = bytes.TrimPrefix(body[:min(len(body), robotsLimit)], []byte("\uFEFF"))
	for line := range bytes.FieldsFuncSeq(body, func(r rune) bool { return r == '\n' || r == '\r' }) {
		key, value, ok := robotsLine(line)
		if !ok {
			continue
		}
		switch key {
		case "user-agent":
			if inRules { // a new group begins
				forUs, forAll, inRules = false, false, false
			}
			forAll = forAll || value == "*"
			if productOf(value) == product {
				forUs, named = true, true
			}
		case "sitemap":
			if len(sitemaps) < 50 {
				sitemaps = append(sitemaps, value)
			}
		case "allow", "disallow", "crawl-delay":
			inRules = true
			if forUs {
				ours.add(key, value)
			}
			if forAll {
				everyones.add(key, value)
			}
		}
	}
	ours.maps, everyones.maps = sitemaps, sitemaps
	if named {
		return ours
	}
	return everyones
}

// robotsLine splits "key: value # comment", with the misspellings that Google's reader takes too.
func robotsLine(line []byte) (key, value string, ok bool) {
	line, _, _ = bytes.Cut(line, []byte("#"))
	k, v, ok := bytes.Cut(line, []byte(":"))
	key = strings.ToLower(strings.TrimSpace(string(k)))
	switch key {
	case "useragent", "user agent":
		key = "user-agent"
	case "dissallow", "dissalow", "disalow", "diasllow", "disallaw":
		key = "disallow"
	case "crawldelay":
		key = "crawl-delay"
	}
	return key, strings.TrimSpace(string(v)), ok
}

func (r *robots) add(key, value string) {
	if key == "crawl-delay" {
		if s, err := strconv.ParseFloat(value, 64); err == nil && s > 0 && s <= 86400 {
			r.delay = time.Duration(s * float64(time.Second))
		}
		return
	}
	if value == "" { // "Disallow:" allows everything, which is what no rule does too
		return
	}
	if value[0] != '/' && value[0] != '*' {
		value = "/" + value
	}
	r.rules = append(r.rules, robotsRule{normalizePath(value), key == "allow"})
}

// allows reports whether a path with its query may be fetched: the longest rule that matches decides, of two equally long
// ones that which allows.
func (r *robots) allows(path string) bool {
	path = normalizePath(path)
	allowed, longest := true, -1
	for _, rule := range r.rules {
		if n := len(rule.pattern); (n > longest || n == longest && rule.allow) && matches(rule.pattern, path) {
			allowed, longest = rule.allow, n
		}
	}
	return allowed
}

// matches tells whether a pattern matches the beginning of a path. It walks back only to the last star, so that no
// pattern costs more than its length times the path's.
func matches(pattern, path string) bool {
	toEnd := strings.HasSuffix(pattern, "$")
	pattern = strings.TrimSuffix(pattern, "$")
	if !toEnd {
		pattern += "*"
	}
	p, s, star, from := 0, 0, -1, 0
	for s < len(path) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, from = p, s
			p++
			if p == len(pattern) {
				return true
			}
		case p < len(pattern) && pattern[p] == path[s]:
			p++
			s++
		case star >= 0:
			from++
			p, s = star+1, from
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}

const upperHex = "0123456789ABCDEF"

// normalizePath brings a path to one spelling of percent-encoding: bytes that no URL shows are encoded with capital
// letters, and letters, digits, "-", ".", "_" and "~" never are. So «/بحث» and "/%d8%a8%d8%ad%d8%ab" are one.
func normalizePath(path string) string {
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		c, escaped := path[i], false
		if c == '%' && i+2 < len(path) {
			if v, err := strconv.ParseUint(path[i+1:i+3], 16, 8); err == nil {
				c, escaped = byte(v), true
				i += 2
			}
		}
		if plain := isUnreserved(c) || !escaped && c > ' ' && c < 0x7F; plain {
			b.WriteByte(c)
			continue
		}
		b.Write([]byte{'%', upperHex[c>>4], upperHex[c&15]})
	}
	return b.String()
}

func isUnreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

// productOf gives the product token of a user agent, in lower case: "Isnad/1 (…)" is "isnad".
func productOf(agent string) string {
	end := strings.IndexFunc(agent, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_')
	})
	if end >= 0 {
		agent = agent[:end]
	}
	return strings.ToLower(agent)
}
