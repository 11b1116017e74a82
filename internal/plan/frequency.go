package plan

import (
	"context"
	"strings"

	"isnad/internal/index"
)

// probeSize is how many postings are looked at to tell how frequent something is; below it the count is exact.
const probeSize = 1000

// In an archive of sampleAlone articles a word that sampleEnough articles of the sample hold is counted by the sample alone: its
// rarity, a logarithm, is then wrong by a twentieth.
const (
	sampleAlone  = 50_000
	sampleEnough = 12
)

// amongStems tells how many articles hold one of the stems.
func (p *Planner) amongStems(ctx context.Context, articles int64, stems []string) (int, error) {
	return p.among(ctx, articles, "stems\x00"+strings.Join(stems, "\x00"), stems, func() ([]int64, error) {
		return p.engine.Find(ctx, &Match{}, anyToken(stems), 0, 1<<62, probeSize, true)
	})
}

// amongSurface tells how many articles hold the word as written.
func (p *Planner) amongSurface(ctx context.Context, articles int64, surface string) (int, error) {
	return p.among(ctx, articles, "words\x00"+surface, []string{"+" + surface}, func() ([]int64, error) {
		return p.engine.Find(ctx, &Match{Words: token(surface)}, Expr{}, 0, 1<<62, probeSize, true)
	})
}

// among tells how many articles hold one of the sample's terms: exactly below probeSize, else estimated by the sample, or from
// how far back the newest of them, which probe gives, reach.
func (p *Planner) among(ctx context.Context, articles int64, key string, terms []string, probe func() ([]int64, error)) (int, error) {
	if n, ok := p.df.Get(articles, key); ok {
		return n, nil
	}
	n, err := p.engine.Sampled(ctx, terms)
	if err != nil {
		return 0, err
	}
	n *= index.SampleEvery
	if n <= 2*probeSize && (articles < sampleAlone || n < sampleEnough*index.SampleEvery) {
		ids, err := probe()
		if err != nil {
			return 0, err
		}
		probed := len(ids)
		if probed == probeSize {
			if probed, err = p.extrapolate(ctx, probeSize, ids[probeSize-1], 0, 1<<62); err != nil {
				return 0, err
			}
		}
		if probed < probeSize || n < sampleEnough*index.SampleEvery { // else the newest may be a burst, and the sample knows better
			n = probed
		}
	}
	p.df.Set(key, n)
	return n, nil
}

// extrapolate estimates how many of the articles in lo..hi match when n of those above the id last do.
func (p *Planner) extrapolate(ctx context.Context, n int, last, lo, hi int64) (int, error) {
	seen, err := p.engine.ArticlesIn(ctx, last, hi)
	if err != nil {
		return 0, err
	}
	every, err := p.engine.ArticlesIn(ctx, lo, hi)
	if err != nil {
		return 0, err
	}
	return max(n, int(float64(n)*every/max(seen, float64(n)))), nil
}
