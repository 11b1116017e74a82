package eval

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed floors.tsv
var floorFile string

// slack is how far a score may fall below its floor.
const slack = 0.005

// BelowFloor lists our scores of the report that lie more than half a point below their floor in floors.tsv, and the
// floors that the report does not measure.
func BelowFloor(r *Report) (below []string) {
	for line := range strings.Lines(floorFile) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 3 || strings.HasPrefix(line, "#") || f[0] != r.Subject {
			continue
		}
		floor, err := strconv.ParseFloat(f[2], 64)
		value, ok := r.Value(f[1])
		switch {
		case err != nil:
			below = append(below, fmt.Sprintf("%s %s: no number: %s", f[0], f[1], f[2]))
		case !ok:
			below = append(below, fmt.Sprintf("%s %s is not measured", f[0], f[1]))
		case value < floor-slack:
			below = append(below, fmt.Sprintf("%s %s is %.4f, its floor %.4f", f[0], f[1], value, floor))
		}
	}
	return below
}
