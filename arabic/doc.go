// Package arabic turns letters into words: folding of spelling, tokens and sentences with offsets, clitics and
// part of speech, stems, stop words, and the question which language a text is in.
//
// It knows nothing of dates, people or articles; those packages stand on it. All offsets are bytes into the text given.
//
// Start with [Analyze], which gives the terms by which a text is indexed and found, or [Tokens] for plain words.
package arabic
