// Package learn teaches the models of package morph from a hand-made segmentation: which cut of a word is right, and
// which part of speech it has. It is deterministic: the same gold gives the same weights.
//
// internal/train writes what it learns; internal/eval cross-validates with it. Start with [Validate].
package learn
