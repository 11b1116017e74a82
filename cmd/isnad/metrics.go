package main

import (
	"context"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics is what /metrics gives out: of the process, of the archive, of the crawl.
type metrics struct {
	registry *prometheus.Registry
	handler  http.Handler
}

func newMetrics(o *opened) *metrics {
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), archiveFigures{o})
	return &metrics{r, promhttp.HandlerFor(r, promhttp.HandlerOpts{Timeout: 10 * time.Second})}
}

// archiveFigures are counted when somebody asks.
type archiveFigures struct{ o *opened }

var (
	articlesFigure = prometheus.NewDesc("isnad_articles", "Articles in the archive.", nil, nil)
	capturesFigure = prometheus.NewDesc("isnad_captures", "Captures recorded in the archive.", nil, nil)
	sourcesFigure  = prometheus.NewDesc("isnad_sources", "Sources by state.", []string{"state"}, nil)
	waitingFigure  = prometheus.NewDesc("isnad_jobs_waiting", "Jobs that are not done, by kind.", []string{"kind"}, nil)
)

// Describe names the figures.
func (archiveFigures) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{articlesFigure, capturesFigure, sourcesFigure, waitingFigure} {
		ch <- d
	}
}

// Collect counts. What cannot be counted now is left out of this answer.
func (f archiveFigures) Collect(ch chan<- prometheus.Metric) {
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Second)
	defer stop()
	if stats, err := f.o.store.Stats(ctx); err == nil {
		ch <- prometheus.MustNewConstMetric(articlesFigure, prometheus.GaugeValue, float64(stats.Articles))
		ch <- prometheus.MustNewConstMetric(capturesFigure, prometheus.GaugeValue, float64(stats.Captures))
	}
	if waiting, err := f.o.store.Waiting(ctx); err == nil {
		for kind, n := range waiting {
			ch <- prometheus.MustNewConstMetric(waitingFigure, prometheus.GaugeValue, float64(n), string(kind))
		}
	}
	if sources, err := f.o.store.Sources(ctx); err == nil {
		count := map[string]int{"healthy": 0, "failing": 0, "paused": 0, "new": 0}
		for _, s := range sources {
			switch {
			case s.Health.Failures > 0 && !s.Paused:
				count["failing"]++
			default:
				count[health(s)]++
			}
		}
		for state, n := range count {
			ch <- prometheus.MustNewConstMetric(sourcesFigure, prometheus.GaugeValue, float64(n), state)
		}
	}
}
