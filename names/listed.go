package names

import "slices"

// Listed gives the entities that the interchange format lists: people, organisations, places and outlets that the article
// names at least once, with every mention tied to them. Sources, groups and office holders without a name, and bodies that
// are only described («وزارة الصحة»), stay in the archive and in the statements.
func Listed(list []Entity) []Entity {
	var out []Entity
	for _, e := range list {
		switch e.Type {
		case Person, Organisation, Place, Outlet:
			if slices.ContainsFunc(e.Mentions, func(m Mention) bool { return m.How == Named || m.How == "" }) {
				out = append(out, e)
			}
		}
	}
	return out
}
