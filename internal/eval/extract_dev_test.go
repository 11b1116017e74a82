package eval

import (
	"fmt"
	"os"
	"sort"
	"testing"
	"time"
)

func TestDevAEB(t *testing.T) {
	pages, err := readBenchmark(FindShared(".") + "/data/pages-aeb")
	if err != nil {
		t.Skip(err)
	}
	var s shingleScore
	type row struct {
		f    float64
		p    extractPage
		text string
	}
	var rows []row
	start := time.Now()
	texts := make([]string, len(pages))
	for i, p := range pages {
		texts[i] = bodyOf(p)
	}
	el := time.Since(start)
	for i, p := range pages {
		rows = append(rows, row{s.add(p.gold, texts[i]), p, texts[i]})
	}
	p, r, f := s.means()
	fmt.Printf("P %.4f R %.4f F %.4f  %.0f pages/s\n", p, r, f, float64(len(pages))/el.Seconds())
	sort.Slice(rows, func(i, j int) bool { return rows[i].f < rows[j].f })
	os.MkdirAll("/tmp/aeb", 0o755)
	for _, r := range rows {
		os.WriteFile("/tmp/aeb/"+r.p.id[:8]+".gold", []byte(r.p.gold), 0o644)
		os.WriteFile("/tmp/aeb/"+r.p.id[:8]+".got", []byte(r.text), 0o644)
		os.WriteFile("/tmp/aeb/"+r.p.id[:8]+".html", r.p.body, 0o644)
	}
	for _, r := range rows[:60] {
		var one shingleScore
		one.add(r.p.gold, r.text)
		a, b, _ := one.means()
		fmt.Printf("%s %.3f P %.3f R %.3f %s\n", r.p.id[:8], r.f, a, b, r.p.url)
	}
}
