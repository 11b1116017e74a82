package names

// record is one curated thing or person.
type record struct {
	key     string
	name    string
	latin   string
	country string // ISO 3166, upper case
	typ     Type
	outlet  *OutletInfo
	offices []office
}

// office is a post a curated person holds or held.
type office struct {
	text string
}

// OfficesOf gives the posts that the list of people knows of somebody by a full name, without their years; nil where no one is
// listed under it, or several are.
func OfficesOf(name string) (out []string) {
	hits := gazetteer().lookup(name)
	if len(hits) != 1 || hits[0].rec.typ != Person {
		return nil
	}
	for _, o := range hits[0].rec.offices {
		out = append(out, o.text)
	}
	return out
}
