package extract

// Version of what this package makes; an article carries it, and `isnad reprocess` redoes those made by a lower one.
//
//   - 1: the first.
const Version = 1
