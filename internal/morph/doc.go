// Package morph holds what package arabic learned about the inside of words: the candidates into which a word may be
// cut, the features by which a cut or a part of speech is judged, and the weights, word frequencies and stem classes
// behind them.
//
// It is apart from arabic so that internal/train and internal/eval reach the same features; nothing else imports it.
// Words come in as [Word], one byte per letter. Start with [Segmenter.Best] and [Tagger].
package morph
