package extract

// Version of what this package makes; an article carries it, and `isnad reprocess` redoes those made by a lower one.
//
//   - 1: the first.
//   - 2: captions; text in noscript and in any page data; items under headings with a day; titles and sites told apart.
const Version = 2
