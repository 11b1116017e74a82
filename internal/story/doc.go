// Package story compares articles: copies of one text, stories of one event, threads and what else is worth reading,
// keywords, one utterance in several renderings, and what changed between two texts.
//
// It works on articles as they arrive, keeps a bounded number of them in memory, and is deterministic: the same articles
// in the same order give the same groups. It stores nothing; ingest keeps what it decides (ingest.Stories), and ports in
// the root read it (isnad.StoryStore).
//
//   - [Desk.Place] puts an article into a group of copies and a story, with reasons for readers, and ties its statements.
//   - [Tell] makes all that follows from a story's members: title, original, origins, people.
//   - [Shelf] remembers stories over months: [Shelf.Thread], [Shelf.Related].
//   - [Keywords] chooses what an article is about; [Profile.SameWithin] ties its statements.
//   - [Compare] and [Wording] set two texts or two renderings side by side.
//
// renderings.txt and hedges.txt are lists that an editor may extend; rarity.gz is counted by internal/train.
//
// Start with [Desk.Place].
package story
