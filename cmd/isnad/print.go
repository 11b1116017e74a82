package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"
)

// joined joins the parts that are not empty.
func joined(separator string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, separator)
}

// printJSON prints a value as a line of JSON; addresses stay as they are, with their ampersands.
func (a *app) printJSON(v any) error {
	e := json.NewEncoder(a.stdout)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// list prints rows: with --json as data, else as a table of the cells of each.
func list[T any](a *app, rows []T, cells func(T) []string) error {
	if a.json {
		return a.printJSON(rows)
	}
	t := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintln(t, strings.Join(cells(r), "\t"))
	}
	return t.Flush()
}
