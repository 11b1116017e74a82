// Package attribution finds reported speech: who is said to have said what, in which act, through whom, where, to whom
// and when. Every statement points at its words and keeps the trace of the rules that made it.
//
// It judges nothing true and merges nothing across articles; that one utterance has several renderings is story's matter.
//
// Start with [Find]. It reads the title and the text of an article in these stages, each in the file of its name:
//
//   - view: words and marks with offsets, their folded form, sentences that do not end inside a quotation.
//   - quotation: the partner of each quotation mark, also where one straight mark stands for both.
//   - lexicon, verb, marker: the tables of words (words.tsv, verbs.tsv, markers.tsv), which a linguist may extend.
//   - cue: which words may be words of saying, and how their clause begins: verb first, subject first, relative, negated.
//   - frame: the words after a verb of saying, CUE [SUBJECT] [ADJUNCTS] COMPLEMENT: where the subject ends and what (أن، a
//     colon, a quotation, a preposition, a bare noun) introduces the content. noun knows the shape of verbal nouns.
//   - draft: cue and frame joined into a statement in the making, with the misreadings that are refused.
//   - marker, relay, headline: the other cues: «وفق»، «نقلت … عن … قوله»، and the colon of a title.
//   - content: which drafts speak in the article's own line and which inside somebody's words, and where each content ends.
//   - relay: the channels through which a statement came.
//   - circumstance: time, medium and place of saying.
//   - speaker, discourse: the mention at the cue as somebody; who speaks where nobody is named.
//   - confidence: how likely speaker and content are right, learned from the project's own gold (see Evidence).
//
// Rules carry their linguistic reason in their comments. What they cannot decide is left out or keeps a low confidence:
// a wrong attribution is worse than a missing one.
package attribution
