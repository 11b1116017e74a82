// Package memo remembers what a pure function gave: a table of fixed size that several goroutines read and write without
// waiting for one another. It forgets when it is full, so it never grows; who asks computes what is not in it. What is
// remembered can therefore never show in a result, only in how long it takes.
//
// It decides nothing and computes nothing. Start with [New]; ask with [Table.Find], and [Table.Keep] what had to be computed.
package memo

import (
	"hash/maphash"
	"sync/atomic"
)

// Table holds pairs of key and value. A key lies in one of two neighbouring places, the newer first.
type Table[K comparable, V any] struct {
	seed  maphash.Seed
	slots []atomic.Pointer[entry[K, V]]
}

type entry[K comparable, V any] struct {
	key   K
	value V
}

// New gives a table with room for that many pairs, a power of two.
func New[K comparable, V any](size int) *Table[K, V] {
	if size < 2 || size&(size-1) != 0 {
		panic("memo.New: the size is no power of two")
	}
	return &Table[K, V]{maphash.MakeSeed(), make([]atomic.Pointer[entry[K, V]], size)}
}

// Hash is a text's number for Find and Keep, of use in this process alone.
func (t *Table[K, V]) Hash(s string) uint64 { return maphash.String(t.seed, s) }

// Find gives the value kept for the key, nil where there is none; it must not be changed. The hash is the same for the same
// key, and its lowest bits differ well.
func (t *Table[K, V]) Find(hash uint64, key K) *V {
	at := hash & uint64(len(t.slots)-1)
	if e := t.slots[at].Load(); e != nil && e.key == key {
		return &e.value
	}
	if e := t.slots[at^1].Load(); e != nil && e.key == key {
		return &e.value
	}
	return nil
}

// Keep remembers the value, and gives it as Find does. The key must not hold a part of something larger: it lives on.
func (t *Table[K, V]) Keep(hash uint64, key K, value V) *V {
	at := hash & uint64(len(t.slots)-1)
	e := &entry[K, V]{key, value}
	if before := t.slots[at].Swap(e); before != nil {
		t.slots[at^1].Store(before)
	}
	return &e.value
}
