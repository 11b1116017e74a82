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
