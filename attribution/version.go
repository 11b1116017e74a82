package attribution

// Version of what this package makes; an article carries it, and `isnad reprocess` redoes those made by a lower one.
//
//   - 1: the first.
//   - 2: bare quotations, quotations before their verb and over paragraphs, things that do not speak, place of saying; a
//     repeated paragraph says nothing twice; channels of markers close with their sentence.
//   - 3: the issuer of a statement speaks in it; whom a capital or a titled name turns to; what portends says nothing; a day
//     hands nothing down; the occasion after a description is no content.
//   - 4: whom it was said to and where, from the whole clause of saying; verbs fused with their subjects; clauses that still await
//     their verb; quotations in a row.
//   - 5: a name before a verb of calling is its subject; nouns that look like participles; «ما تقول إنه»; descriptions behind adjuncts;
//     no speaker holds a clause that contradicts, or the ground of what is done.
//   - 6: a quotation before أن is a name; peoples and bodies behind a verb in the masculine are whom it calls on; who sends a
//     writing says what the next clause tells.
const Version = 6
