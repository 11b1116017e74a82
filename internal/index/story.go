package index

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"isnad"
)

// UsualStories is how many stories a list has where its filter says nothing; MaxThread how many of a thread are read, the
// latest.
const (
	UsualStories = 30
	MaxThread    = 500
)

// storyBody is the part of a story that lists do not show.
type storyBody struct {
	Copies  []isnad.CopyGroup `json:"copies,omitempty"`
	Members []isnad.Member    `json:"members,omitempty"`
}

// PackStory makes the two columns in which a story is stored: what lists show, and the rest.
func PackStory(s *isnad.Story) (head, members []byte, err error) {
	short := *s
	short.Copies, short.Members = nil, nil
	if head, err = PackJSON(short); err != nil {
		return nil, nil, err
	}
	members, err = PackJSON(storyBody{s.Copies, s.Members})
	return head, members, err
}

// UnpackStory is the reverse of [PackStory].
func UnpackStory(head, members []byte) (*isnad.Story, error) {
	s := new(isnad.Story)
	var rest storyBody
	if err := errors.Join(UnpackJSON(head, s), UnpackJSON(members, &rest)); err != nil {
		return nil, err
	}
	s.Copies, s.Members = rest.Copies, rest.Members
	return s, nil
}

// ThreadID is the thread under which the story is filed: its own id where it belongs to no other.
func ThreadID(s *isnad.Story) string {
	if s.Thread == "" {
		return s.ID
	}
	return s.Thread
}

// LastAt is when the story's last article was published, in unix milliseconds: its day's beginning where no hour is known.
func LastAt(s *isnad.Story) int64 {
	switch {
	case !s.Last.Time.IsZero():
		return s.Last.Time.UnixMilli()
	case !s.Last.Day.IsZero():
		return s.Last.Day.Midnight().UnixMilli()
	}
	return math.MinInt64
}

// StoryCursor tells where a page of stories ended, by LastAt and id.
func StoryCursor(at int64, id string) string { return fmt.Sprintf("s.%d.%s", at, id) }

// ParseStoryCursor is the reverse of [StoryCursor]; what is none is ErrInvalid.
func ParseStoryCursor(c string) (at int64, id string, err error) {
	parts := strings.SplitN(c, ".", 3)
	if len(parts) == 3 && parts[0] == "s" {
		if at, err = strconv.ParseInt(parts[1], 10, 64); err == nil {
			return at, parts[2], nil
		}
	}
	return 0, "", fmt.Errorf("%w: cursor %q is none of ours", isnad.ErrInvalid, c)
}

// EditionDigest tells editions of one article apart: those with the same words are one.
func EditionDigest(a *isnad.Article) string { return isnad.Digest([]byte(a.Title + "\n" + a.Text())) }
