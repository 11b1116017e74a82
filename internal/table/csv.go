package table

import (
	"encoding/csv"
	"io"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// byteOrderMark tells spreadsheets that what follows is UTF-8.
const byteOrderMark = "\uFEFF"

// listSeparator stands between the values of a cell that holds several.
const listSeparator = "; "

// csvWriter writes rows as RFC 4180 has them.
type csvWriter[T any] struct {
	*csv.Writer
	cells   []string
	layouts []string // of the columns that are times
}

func newCSV[T any](w io.Writer) (*csvWriter[T], error) {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return nil, err
	}
	c := &csvWriter[T]{Writer: csv.NewWriter(w)}
	c.UseCRLF = true
	for i, t := 0, reflect.TypeFor[T](); i < t.NumField(); i++ {
		name, options, _ := strings.Cut(t.Field(i).Tag.Get("parquet"), ",")
		c.cells, c.layouts = append(c.cells, name), append(c.layouts, layoutOf(options))
	}
	return c, c.Write(c.cells)
}

func (c *csvWriter[T]) write(row *T) error {
	v := reflect.ValueOf(row).Elem()
	for i := range c.cells {
		c.cells[i] = cell(v.Field(i), c.layouts[i])
	}
	return c.Write(c.cells)
}

func (c *csvWriter[T]) close() error {
	c.Flush()
	return c.Error()
}

// layoutOf is how times of a column are written: a clock that tells no zone, or a moment.
func layoutOf(options string) string {
	if options == "timestamp(microsecond:local)" {
		return "2006-01-02T15:04:05.999999"
	}
	return "2006-01-02T15:04:05.999999Z07:00"
}

func cell(v reflect.Value, layout string) string {
	switch x := v.Interface().(type) {
	case string:
		return inert(x)
	case []string:
		return inert(strings.Join(x, listSeparator))
	case int64:
		return strconv.FormatInt(x, 10)
	case float64:
		return strconv.FormatFloat(x, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(x)
	case *int32: // a day
		if x != nil {
			return time.Unix(0, 0).UTC().AddDate(0, 0, int(*x)).Format(time.DateOnly)
		}
	case *time.Time:
		if x != nil {
			return x.Format(layout)
		}
	case *bool:
		if x != nil {
			return strconv.FormatBool(*x)
		}
	}
	return ""
}

// inert puts an apostrophe before a cell that a spreadsheet would take for a formula, as OWASP advises: after white space too,
// and with the wide forms of the signs.
func inert(s string) string {
	rest := strings.TrimLeft(s, " \u00a0\u200e\u200f\u061c\uFEFF")
	if rest != "" && strings.ContainsRune("=+-@\t\r\n|%＝＋－＠", []rune(rest)[0]) {
		return "'" + s
	}
	return s
}
