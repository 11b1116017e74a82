package dates

// partOf cuts out the edge, quarter or half of a period.
func (s *scene) partOf(r *reading, x stretch, anchor Day) stretch {
	if x.isZero() {
		return x
	}
	switch {
	case r.quarter > 0:
		return quarterOf(r, x)
	case r.months > 0:
		return stretch{x.from, addMonths(x.from, r.months).Add(-1)}
	case r.months < 0:
		return stretch{addMonths(x.to.Add(1), r.months), x.to}
	}
	days := x.to.Sub(x.from) + 1
	switch {
	case r.edge == noEdge:
		return x
	case r.edge == rest:
		if x.contains(anchor) {
			return stretch{anchor, x.to}
		}
		return x
	case days <= 7:
		return edgeOfWeek(r.edge, x)
	case days <= 31:
		return edgeOfMonth(r.edge, x)
	case days <= 366:
		return edgeOfYear(r.edge, x)
	case days <= 3653:
		return edgeOfYears(r.edge, x, 3, 4)
	}
	return edgeOfYears(r.edge, x, 10, 40)
}

// edgeOfYears takes as many years from the beginning or end of a decade or century; what begins after skip years is its middle.
func edgeOfYears(part edge, x stretch, years, skip int) stretch {
	switch part {
	case early:
		return stretch{x.from, addMonths(x.from, 12*years).Add(-1)}
	case middle:
		return stretch{addMonths(x.from, 12*skip), addMonths(x.to.Add(1), -12*skip).Add(-1)}
	}
	return stretch{addMonths(x.to.Add(1), -12*years), x.to}
}

// edgeOfWeek takes the first two days of a week, the two after, or the last three.
func edgeOfWeek(part edge, x stretch) stretch {
	switch part {
	case early:
		return stretch{x.from, x.from.Add(1)}
	case middle:
		return stretch{x.from.Add(2), x.from.Add(3)}
	}
	return stretch{x.from.Add(4), x.to}
}

// edgeOfMonth cuts a month in three: to the tenth, to the twentieth, to its end.
func edgeOfMonth(part edge, x stretch) stretch {
	switch part {
	case early:
		return stretch{x.from, x.from.Add(9)}
	case middle:
		return stretch{x.from.Add(10), x.from.Add(19)}
	}
	return stretch{x.from.Add(20), x.to}
}

// edgeOfYear takes the first month of a year, the two in its middle, or the last.
func edgeOfYear(part edge, x stretch) stretch {
	switch part {
	case early:
		return stretch{x.from, addMonths(x.from, 1).Add(-1)}
	case middle:
		return stretch{addMonths(x.from, 5), addMonths(x.from, 7).Add(-1)}
	}
	return stretch{addMonths(x.from, 11), x.to}
}

// quarterOf takes a quarter or half of a year, or half of a month.
func quarterOf(r *reading, x stretch) stretch {
	if days := x.to.Sub(x.from) + 1; days <= 31 {
		if r.quarter == 1 {
			return stretch{x.from, x.from.Add(14)}
		}
		return stretch{x.from.Add(15), x.to}
	}
	months := 3
	if r.half {
		months = 6
	}
	from := addMonths(x.from, months*(r.quarter-1))
	return stretch{from, addMonths(from, months).Add(-1)}
}
