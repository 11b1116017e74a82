package names

// Version of what this package makes; an article carries it, and `isnad reprocess` redoes those made by a lower one.
//
//   - 1: the first.
//   - 2: the tagger says where names end; names behind offices, in rows and fused; what is named after people.
//   - 3: no name holds a noun behind «لل».
//   - 4: a role holds the whole of a name in quotation marks, a comma behind it or not.
const Version = 4
