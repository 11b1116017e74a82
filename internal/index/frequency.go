package index

import "sync"

// UsualLength is an article's length in stems where too few are stored to tell.
const UsualLength = 150

// Frequencies remembers how many articles hold a stem, until the archive has grown by a twentieth.
type Frequencies struct {
	mu       sync.Mutex
	articles int64 // when the memory began
	df       map[string]int
}

const maxFrequencies = 1 << 16

// Get gives what was kept under the key, given how many articles there are now.
func (f *Frequencies) Get(articles int64, key string) (int, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.df == nil || len(f.df) > maxFrequencies || max(articles-f.articles, f.articles-articles)*20 > f.articles {
		f.df, f.articles = map[string]int{}, articles
	}
	n, ok := f.df[key]
	return n, ok
}

// Set keeps n under the key.
func (f *Frequencies) Set(key string, n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.df != nil {
		f.df[key] = n
	}
}

// SampleEvery is the share of articles whose words are counted in table sample.
const SampleEvery = 16

// Sampled reports whether the article with that row id is one of them.
func Sampled(id int64) bool { return uint64(id)*0x9E3779B97F4A7C15>>60 == 0 }
