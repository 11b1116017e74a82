package eval

import (
	"cmp"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"isnad"
	"isnad/arabic"
	"isnad/internal/ingest"
	"isnad/internal/story"
)

// chooser gives an article's keywords, the best first.
type chooser func(a *isnad.Article, t isnad.Terms) []string

// measureKeywords compares with the editors' keywords that stand in the text, of 500 articles held back.
func measureKeywords(r *Report, shared string) error {
	var held []*isnad.Article
	articles, in, i := 0.0, map[string]float64{}, -1
	an := new(arabic.Analyzer)
	err := eachArticle(filepath.Join(shared, "data", "articles", "mayadeen-2023.jsonl.gz"), func(a *isnad.Article) {
		if i++; keywordHeld(i) {
			held = append(held, ingest.Again(a))
		} else if i%3 == 1 {
			articles++
			for p := range phrases(a, isnad.TermsWith(an, a)) {
				in[p]++
			}
		}
	})
	if err != nil {
		return err
	}
	rare := func(p string) float64 { return math.Log((articles + 1) / (in[p] + 1)) }
	for _, s := range []struct {
		name   string
		choose chooser
	}{{"isnad", ours}, {"TF-IDF of words", tfidf(rare, 1)}, {"TF-IDF of phrases", tfidf(rare, 3)}, {"like YAKE", likeYake}, {"like RAKE", likeRake}} {
		var values []float64
		for _, a := range held {
			if v, ok := keywordF1(a, s.choose(a, isnad.TermsWith(an, a))); ok {
				values = append(values, v)
			}
		}
		r.Mean(s.name, "keywords: F1 of 10", values)
	}
	return nil
}

func ours(a *isnad.Article, t isnad.Terms) (out []string) {
	for _, k := range story.Keywords(a, t) {
		out = append(out, k.Text)
	}
	return out
}

// keywordF1 compares the first ten with the editors' that occur in the text, folded; false where none occurs.
func keywordF1(a *isnad.Article, chosen []string) (float64, bool) {
	text, gold := " "+plain(a.Title+" "+a.Text())+" ", map[string]bool{}
	for _, tag := range a.Tags {
		if p := plain(tag); p != "" && strings.Contains(text, " "+p+" ") {
			gold[p] = true
		}
	}
	mine := map[string]bool{}
	for _, k := range chosen[:min(len(chosen), 10)] {
		mine[plain(k)] = true
	}
	both := 0.0
	for k := range mine {
		if gold[k] {
			both++
		}
	}
	return 2 * both / max(float64(len(mine)+len(gold)), 1), len(gold) > 0
}

// plain gives the words folded, a space between them.
func plain(s string) string {
	var words []string
	for _, t := range arabic.Analyze(s) {
		words = append(words, t.Surface)
	}
	return strings.Join(words, " ")
}

// phrase is a run of one to three words that no stop word or mark parts.
type phrase struct {
	words        []string
	count, first int
}

func phrases(a *isnad.Article, t isnad.Terms) map[string]*phrase {
	found := map[string]*phrase{}
	add := func(text string, terms []arabic.Term, shift int) {
		for i := range terms {
			var words []string
			for j := i; j < len(terms) && j < i+3; j++ {
				if terms[j].Stop || j > i && strings.TrimSpace(text[terms[j-1].End:terms[j].Start]) != "" {
					break
				}
				words = append(words, terms[j].Surface)
				key := strings.Join(words, " ")
				if found[key] == nil {
					found[key] = &phrase{words: slices.Clone(words), first: shift + i}
				}
				found[key].count++
			}
		}
	}
	add(a.Title, t.Title, 0)
	add(a.Text(), t.Text, len(t.Title))
	return found
}

// top gives the ten phrases of the highest score; equals in order of spelling.
func top(found map[string]*phrase, score func(string, *phrase) float64) []string {
	value := map[string]float64{}
	for k, p := range found {
		value[k] = score(k, p)
	}
	keys := slices.Sorted(maps.Keys(found))
	slices.SortStableFunc(keys, func(a, b string) int { return cmp.Compare(value[b], value[a]) })
	return keys[:min(10, len(keys))]
}

// tfidf is the count of the phrase by its own rarity, of phrases up to so many words.
func tfidf(rare func(string) float64, longest int) chooser {
	return func(a *isnad.Article, t isnad.Terms) []string {
		return top(phrases(a, t), func(k string, p *phrase) float64 {
			if len(p.words) > longest {
				return 0
			}
			return float64(p.count) * rare(k)
		})
	}
}

// likeYake takes YAKE's position, frequency and relatedness of words, and its product over sum for phrases.
func likeYake(a *isnad.Article, t isnad.Terms) []string {
	found := phrases(a, t)
	sum, words := 0.0, 0.0
	neighbours := map[string]map[string]bool{}
	for _, p := range found {
		if len(p.words) == 1 {
			sum, words = sum+float64(p.count), words+1
		}
		if len(p.words) == 2 {
			for i, w := range p.words {
				if neighbours[w] == nil {
					neighbours[w] = map[string]bool{}
				}
				neighbours[w][p.words[1-i]] = true
			}
		}
	}
	word := func(w string) float64 {
		p := found[w]
		related := 1 + float64(len(neighbours[w]))/float64(p.count)
		return related * math.Log(3+float64(p.first)/20) / (float64(p.count)/(sum/words) + 1)
	}
	return top(found, func(_ string, p *phrase) float64 {
		product, total := 1.0, 0.0
		for _, w := range p.words {
			product, total = product*word(w), total+word(w)
		}
		return -product / (float64(p.count) * (1 + total))
	})
}

// likeRake sums degree over frequency of the words.
func likeRake(a *isnad.Article, t isnad.Terms) []string {
	found := phrases(a, t)
	degree, count := map[string]float64{}, map[string]float64{}
	for _, p := range found {
		for _, w := range p.words {
			degree[w] += float64(p.count * len(p.words))
			count[w] += float64(p.count)
		}
	}
	return top(found, func(_ string, p *phrase) (s float64) {
		for _, w := range p.words {
			s += degree[w] / count[w]
		}
		return s
	})
}
