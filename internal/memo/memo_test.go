package memo

import (
	"strconv"
	"sync"
	"testing"
)

// TestFind: what is kept is found, as long as nothing pushed it out; what is not is not.
func TestFind(t *testing.T) {
	m := New[string, int](16)
	if m.Find(m.Hash("a"), "a") != nil {
		t.Error("an empty table knows something")
	}
	if v := m.Keep(m.Hash("a"), "a", 1); *v != 1 {
		t.Errorf("kept %d", *v)
	}
	if v := m.Find(m.Hash("a"), "a"); v == nil || *v != 1 {
		t.Errorf("found %v", v)
	}
	if m.Find(m.Hash("a"), "b") != nil {
		t.Error("another key of the same hash was taken for it")
	}
}

// TestPushedOut: of keys that share their two places the last two are known.
func TestPushedOut(t *testing.T) {
	m := New[string, int](4)
	for i, key := range []string{"a", "b", "c"} {
		m.Keep(0, key, i)
	}
	if m.Find(0, "a") != nil {
		t.Error("three keys in two places")
	}
	for i, key := range []string{"b", "c"} {
		if v := m.Find(0, key); v == nil || *v != i+1 {
			t.Errorf("%s: %v", key, v)
		}
	}
}

// TestManyAtOnce: whoever asks gets the value of the key asked for, whoever else writes.
func TestManyAtOnce(t *testing.T) {
	m := New[string, int](64)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for i := range 20_000 {
				n := i % 300
				key := strconv.Itoa(n)
				if v := m.Find(m.Hash(key), key); v != nil && *v != n {
					t.Errorf("%s: %d", key, *v)
					return
				}
				m.Keep(m.Hash(key), key, n)
			}
		})
	}
	wait.Wait()
}

func TestNewRefusesOtherSizes(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a table of six places")
		}
	}()
	New[string, int](6)
}
