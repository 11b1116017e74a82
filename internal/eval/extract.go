package eval

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"time"
	"unicode"

	"isnad/extract"
	"isnad/internal/gold"
)

// Extract scores package extract: the article-extraction-benchmark and the Arabic pages by the benchmark's metric, beside
// go-trafilatura and readeck in the same run and with their speed; the metadata of the Arabic pages; and, on articles of
// the collections made into dumps, fusions, concatenated labels and other charsets, what extract repairs.
func Extract(shared string) (Report, error) { return extractReport(shared, extractSystems, 9) }

// extractReport scores the systems given, on one article of the collections in every so many.
func extractReport(shared string, systems []extractSystem, every int) (Report, error) {
	r := Report{Subject: "extract"}
	data := filepath.Join(shared, "data")
	pages, err := readBenchmark(filepath.Join(data, "pages-aeb"))
	if err != nil {
		return r, err
	}
	scoreBodies(&r, systems, "aeb", pages)
	arabic, err := readArabicPages(filepath.Join(data, "pages-ar"))
	if err != nil {
		return r, err
	}
	scoreBodies(&r, systems, "ar", bodiesOf(arabic))
	scoreMetadata(&r, arabic)
	return r, scoreRepairs(&r, filepath.Join(data, "articles"), every)
}

// extractSystem is who is measured.
type extractSystem struct {
	name string
	body func(extractPage) string
}

// extractSystems are ours, and the two libraries a user would take instead.
var extractSystems = []extractSystem{{"isnad", bodyOf}, {"go-trafilatura", trafilaturaBody}, {"readeck", readeckBody}}

// scoreBodies scores the texts that each system finds in the pages, and its pages a second on one core.
func scoreBodies(r *Report, systems []extractSystem, set string, pages []extractPage) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for _, system := range systems {
		var s shingleScore
		parts := make([]shingleScore, len(pages)) // a score a page
		var spent time.Duration
		for i, p := range pages {
			start := time.Now()
			text := system.body(p)
			spent += time.Since(start)
			f := parts[i].add(p.gold, text)
			s.plus(parts[i])
			if system.name == "isnad" && f < 0.9 {
				r.Misses = append(r.Misses, set+" "+p.url)
			}
		}
		precision, recall, f := s.means()
		r.Add(system.name, set+" F1", f, len(pages))
		r.Add(system.name, set+" precision", precision, len(pages))
		r.Add(system.name, set+" recall", recall, len(pages))
		if system.name == "isnad" {
			r.bootstrap(len(pages), func(pick []int, into *Report) {
				var s shingleScore
				for _, i := range pick {
					s.plus(parts[i])
				}
				_, _, f := s.means()
				into.Add("isnad", set+" F1", f, len(pick))
			})
		}
		if len(pages) > 50 {
			r.Add(system.name, set+" pages a second", float64(len(pages))/spent.Seconds(), len(pages))
		}
	}
}

// extractPage is one page with its gold text.
type extractPage struct {
	id, url, gold string
	body          []byte
}

// readBenchmark reads the article-extraction-benchmark: pages compressed in html/, gold in ground-truth.json.
func readBenchmark(dir string) ([]extractPage, error) {
	data, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err != nil {
		return nil, err
	}
	var said map[string]struct {
		ArticleBody string `json:"articleBody"`
		URL         string `json:"url"`
	}
	if err := json.Unmarshal(data, &said); err != nil {
		return nil, err
	}
	var pages []extractPage
	for id, g := range said {
		body, err := gold.Read(filepath.Join(dir, "html", id+".html.gz"))
		if err != nil {
			return nil, err
		}
		pages = append(pages, extractPage{id: id, url: g.URL, gold: g.ArticleBody, body: body})
	}
	sort.Slice(pages, func(i, j int) bool { return pages[i].id < pages[j].id })
	return pages, nil
}

// shingleScore sums the benchmark's metric: shares of shingles of four words that are right, wrong and missing, each
// page weighing the same; precision and recall are means over pages, F1 is made of the two means.
type shingleScore struct {
	precision, recall float64
	withP, withR      int
}

// add scores one page and gives its own F1.
func (s *shingleScore) add(gold, found string) float64 {
	want, got := shingles(gold), shingles(found)
	var tp, fp, fn int
	for k, n := range want {
		m := got[k]
		tp += min(n, m)
		fn += max(0, n-m)
	}
	for k, m := range got {
		fp += max(0, m-want[k])
	}
	p, r := ratio(tp, fp, fn), ratio(tp, fn, fp)
	if tp+fp > 0 {
		s.precision += p
		s.withP++
	}
	if tp+fn > 0 {
		s.recall += r
		s.withR++
	}
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// ratio is the benchmark's precision (miss = fp) or recall (miss = fn), with its rule for empty cases.
func ratio(tp, miss, other int) float64 {
	if miss == 0 && other == 0 {
		return 1
	}
	if tp == 0 {
		return 0
	}
	return float64(tp) / float64(tp+miss)
}

// plus adds what another score counted.
func (s *shingleScore) plus(o shingleScore) {
	s.precision, s.recall = s.precision+o.precision, s.recall+o.recall
	s.withP, s.withR = s.withP+o.withP, s.withR+o.withR
}

func (s *shingleScore) means() (p, r, f float64) {
	p, r = s.precision/float64(max(1, s.withP)), s.recall/float64(max(1, s.withR))
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return p, r, f
}

// shingles counts the runs of four words; words are runs of letters, digits and low lines, as in the benchmark.
func shingles(text string) map[[4]string]int {
	var words []string
	start := -1
	for i, r := range text {
		word := unicode.IsLetter(r) || unicode.IsNumber(r) || r == '_'
		if word && start < 0 {
			start = i
		}
		if !word && start >= 0 {
			words = append(words, text[start:i])
			start = -1
		}
	}
	if start >= 0 {
		words = append(words, text[start:])
	}
	out := map[[4]string]int{}
	if len(words) > 0 && len(words) < 4 {
		var k [4]string
		copy(k[:], words)
		out[k]++
	}
	for i := 0; i+4 <= len(words); i++ {
		out[[4]string(words[i:i+4])]++
	}
	return out
}

// bodyOf gives the text that extract finds in a page.
func bodyOf(p extractPage) string {
	r := extract.Documents(extract.Page{Body: p.body, URL: p.url, ContentType: "text/html"})
	var out []byte
	for _, d := range r.Documents {
		for _, s := range d.Paragraphs {
			out = append(append(out, s...), '\n')
		}
	}
	return string(out)
}
