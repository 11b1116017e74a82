package names

import (
	"encoding/json"
	"slices"
)

// Listed gives the entities that the interchange format lists: people, organisations, places and outlets that the article
// names at least once, and whoever else a statement points at by a key for which pointed is true, so that no pointer leads
// nowhere. Other sources, groups and office holders without a name, and bodies that are only described («وزارة الصحة»),
// stay in the archive. pointed may be nil.
func Listed(list []Entity, pointed func(key string) bool) []Entity {
	var out []Entity
	for _, e := range list {
		if e.listed() || pointed != nil && e.Key != "" && pointed(e.Key) {
			out = append(out, e)
		}
	}
	return out
}

// listed reports whether the entity is of a kind that the format lists and named at least once.
func (e *Entity) listed() bool {
	switch e.Type {
	case Person, Organisation, Place, Outlet:
		return slices.ContainsFunc(e.Mentions, Mention.byName)
	}
	return false
}

// byName reports whether the mention is a name; one that does not say how it was found is.
func (m Mention) byName() bool { return m.How == Named || m.How == "" }

// entityFields are Entity without its methods.
type entityFields Entity

// entityForm is an entity as JSON: mentions are its names, references the places where a role, a description or a pronoun
// stands for it. Who reads mentions alone reads names alone.
type entityForm struct {
	entityFields
	Mentions   []Mention `json:"mentions"`
	References []Mention `json:"references,omitempty"`
}

// MarshalJSON writes the mentions by name apart from the others.
func (e Entity) MarshalJSON() ([]byte, error) {
	f := entityForm{entityFields: entityFields(e), Mentions: []Mention{}}
	for _, m := range e.Mentions {
		if m.byName() {
			f.Mentions = append(f.Mentions, m)
		} else {
			f.References = append(f.References, m)
		}
	}
	return json.Marshal(f)
}

// UnmarshalJSON reads what MarshalJSON wrote, mentions in order of their places.
func (e *Entity) UnmarshalJSON(b []byte) error {
	var f entityForm
	if err := json.Unmarshal(b, &f); err != nil {
		return err
	}
	*e = Entity(f.entityFields)
	e.Mentions = nil
	if all := append(f.Mentions, f.References...); len(all) > 0 {
		slices.SortStableFunc(all, compareMentions)
		e.Mentions = all
	}
	return nil
}
