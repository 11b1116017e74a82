package dates

// Version of what this package makes; an article carries it, and `isnad reprocess` redoes those made by a lower one.
//
//   - 1: the first.
//   - 2: day and month in digits ordered by the weekday beside them.
const Version = 2
