package names

import (
	"strings"
	"sync"
)

// countryCodes gives the ISO code of each spelling of a country's name, folded and without article, and of the code itself.
var countryCodes = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, c := range countries() {
		for _, name := range append([]string{c.code, c.latin, c.name}, c.names...) {
			if key := countryWord(name); key != "" && m[key] == "" {
				m[key] = c.code
			}
		}
	}
	return m
})

func countryWord(name string) string {
	return strings.TrimPrefix(fold(strings.ToLower(strings.TrimLeft(strings.TrimSpace(name), "~"))), "ال")
}

// CountryCode gives the ISO 3166 code of a country or territory by its Arabic or English name, however spelt, or by the code
// in any case; "" where no country is called so.
func CountryCode(name string) string { return countryCodes()[countryWord(name)] }

// CountryOfOutlet gives the ISO 3166 code of the country in which an outlet sits, by its host or else by its name; "" where
// the directory knows neither, or several outlets share the name.
func CountryOfOutlet(host, name string) string {
	if o, ok := OutletByHost(host); ok {
		return o.Country
	}
	if o, ok := OutletByAlias(name); ok && !o.Ambiguous {
		return o.Country
	}
	return ""
}
