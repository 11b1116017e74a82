package attribution

// Version of what this package makes; an article carries it, and `isnad reprocess` redoes those made by a lower one.
//
//   - 1: the first.
//   - 2: bare quotations, quotations before their verb and over paragraphs, things that do not speak, place of saying; a
//     repeated paragraph says nothing twice; channels of markers close with their sentence.
const Version = 2
