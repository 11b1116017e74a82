package story

// Version is that of what this package makes of an article: its place, keywords and ties. What each one changed:
//
//  1. stories, copies and keywords are stored
//  2. the lead and pairs of words tell stories apart; threads and what is related agree in matter, not in names alone
const Version = 2
