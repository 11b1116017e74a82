package ingest

import (
	"iter"
	"runtime"
	"sync"
)

// ahead is how many outcomes may wait for whoever takes them: enough for the workers to go on while a batch is being
// stored, few enough that large pages do not fill the memory.
const ahead = 200

// ordered applies do to each item on several workers and yields the outcomes in the items' order, so that the number of
// workers never shows in the output. At most ahead items are held in memory.
func ordered[In, Out any](items iter.Seq[In], workers int, do func(In) Out) iter.Seq[Out] {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	return func(yield func(Out) bool) {
		type task struct {
			in  In
			out chan Out
		}
		tasks, pending, stop := make(chan task), make(chan chan Out, ahead), make(chan struct{})
		var wg sync.WaitGroup
		defer wg.Wait()
		defer close(stop)
		for range workers {
			wg.Go(func() {
				for t := range tasks {
					t.out <- do(t.in)
				}
			})
		}
		wg.Go(func() {
			defer close(tasks)
			defer close(pending)
			for in := range items {
				t := task{in, make(chan Out, 1)}
				select {
				case pending <- t.out:
				case <-stop:
					return
				}
				tasks <- t
			}
		})
		for out := range pending {
			if !yield(<-out) {
				return
			}
		}
	}
}
