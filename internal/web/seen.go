package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// seenCookie holds two instants, in Unix seconds: when the reader's last visit but this ended, and when they last came.
const seenCookie = "isnad-seen"

// visitGap is how long a reader must stay away for coming back to be a new visit.
const visitGap = 30 * time.Minute

// lastVisit gives when the reader's previous visit ended, and remembers this one.
func lastVisit(w http.ResponseWriter, v *visit) (time.Time, bool) {
	var previous, last int64
	if c, err := v.Cookie(seenCookie); err == nil {
		p, l, _ := strings.Cut(c.Value, ".")
		previous, _ = strconv.ParseInt(p, 10, 64)
		last, _ = strconv.ParseInt(l, 10, 64)
	}
	now := v.now.Unix()
	if now-last > int64(visitGap/time.Second) {
		previous = last
	}
	setCookie(w, seenCookie, strconv.FormatInt(previous, 10)+"."+strconv.FormatInt(now, 10))
	return time.Unix(previous, 0), previous > 0
}
