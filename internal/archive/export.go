package archive

import (
	"fmt"
	"io"
	"iter"
	"time"

	"isnad"
)

// Export writes captures as one WARC file that stands by itself, every body in it, and gives how many it wrote. Captures
// that come as errors are passed over and counted in the error, which tells of the first.
func Export(w io.Writer, now time.Time, captures iter.Seq2[*isnad.Capture, error]) (int, error) {
	if _, err := w.Write(infoRecord("isnad-export.warc.gz", now.UTC())); err != nil {
		return 0, fmt.Errorf("archive.Export: %w", err)
	}
	var first error
	written, lost := 0, 0
	for c, err := range captures {
		if err != nil {
			if lost++; first == nil {
				first = err
			}
			continue
		}
		members, _ := encode(c, nil)
		if _, err := w.Write(members); err != nil {
			return written, fmt.Errorf("archive.Export: %w", err)
		}
		written++
	}
	if first != nil {
		return written, fmt.Errorf("archive.Export: %d captures left out, the first: %w", lost, first)
	}
	return written, nil
}
