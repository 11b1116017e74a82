package story

// Version is that of what this package makes of an article: its place, keywords and ties. What each one changed:
//
//  1. stories, copies and keywords are stored
const Version = 1
