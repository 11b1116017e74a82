package nametag

import (
	_ "embed"
	"sync"
)

//go:embed names.bin
var embedded []byte

// Load gives the model that is embedded; names.txt beside it says what it was made of and how good it is.
var Load = sync.OnceValue(func() *Model {
	m := new(Model)
	if err := m.UnmarshalBinary(embedded); err != nil {
		panic("nametag: names.bin: " + err.Error())
	}
	return m
})
