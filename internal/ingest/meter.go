package ingest

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"isnad"
)

// Meter counts what a crawler does, for /metrics. A nil Meter counts nothing.
type Meter struct {
	jobs    *prometheus.CounterVec
	pages   *prometheus.CounterVec
	stored  prometheus.Counter
	lag     prometheus.Histogram
	overdue prometheus.Gauge
	free    prometheus.Gauge
	paused  prometheus.Gauge
}

// NewMeter makes a meter whose figures the registry gives out.
func NewMeter(r prometheus.Registerer) *Meter {
	m := &Meter{
		jobs: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "isnad_jobs_total",
			Help: "Jobs worked on, by kind and result; what failed is tried again."}, []string{"kind", "result"}),
		pages: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "isnad_pages_failed_total",
			Help: "Pages of which no article came, by the kind of failure."}, []string{"why"}),
		stored: prometheus.NewCounter(prometheus.CounterOpts{Name: "isnad_articles_crawled_total", Help: "Articles stored by the crawl."}),
		lag: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "isnad_poll_lag_seconds",
			Help: "How long after its time a source was polled.", Buckets: []float64{1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600}}),
		overdue: prometheus.NewGauge(prometheus.GaugeOpts{Name: "isnad_sources_due", Help: "Sources due at the last look, as many as one look sees."}),
		free:    prometheus.NewGauge(prometheus.GaugeOpts{Name: "isnad_disk_free_bytes", Help: "Room left where the archive lies."}),
		paused:  prometheus.NewGauge(prometheus.GaugeOpts{Name: "isnad_crawl_paused", Help: "1 while fetching rests because the disk is nearly full."}),
	}
	r.MustRegister(m.jobs, m.pages, m.stored, m.lag, m.overdue, m.free, m.paused)
	return m
}

func (m *Meter) job(kind isnad.JobKind, result string) {
	if m != nil {
		m.jobs.WithLabelValues(string(kind), result).Inc()
	}
}

func (m *Meter) failed(why isnad.Failure) {
	if m != nil && why != "" {
		m.pages.WithLabelValues(string(why)).Inc()
	}
}

func (m *Meter) articles(n int) {
	if m != nil {
		m.stored.Add(float64(n))
	}
}

// due notes how many sources are due.
func (m *Meter) due(n int) {
	if m != nil {
		m.overdue.Set(float64(n))
	}
}

// late notes how long after its time a source was polled.
func (m *Meter) late(s *isnad.Source, now time.Time) {
	if m != nil && !s.Health.NextPoll.IsZero() {
		m.lag.Observe(max(now.Sub(s.Health.NextPoll), 0).Seconds())
	}
}

func (m *Meter) room(free int64, paused bool) {
	if m == nil {
		return
	}
	m.free.Set(float64(free))
	m.paused.Set(0)
	if paused {
		m.paused.Set(1)
	}
}
