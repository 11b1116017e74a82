// Package dates reads time as the Arab press writes it: publication dates from evidence, in every calendar and month
// name in use, and expressions of time in running text, each with its precision, its origin and its words.
//
// It never invents: a missing part lowers the precision, and what an anchor is needed for stays relative without one. It
// does not look for the date on a page; package extract does, and asks [Parse] about each candidate. It knows no names
// and no speakers.
//
// Start with [Parse] for one date as written, and [Find] for the times in a text. [Infer] dates an undated text by its own
// words; [Periods] joins times that bound a period.
//
// # What a time means
//
// Times are inclusive days. They are told from the day of publication ([Anchor]); inside a quotation from the day on which
// it was said, where the sentence names that day before it or the caller knows it ([FindIn]).
//
//   - A weekday alone is the last one up to the anchor, or the first from it where its clause looks ahead («سيصل الجمعة»).
//     With «الماضي» or «المقبل» it lies strictly before or after.
//   - A week is the calendar's; its first day is that of the country (Unicode CLDR), Monday where none is given.
//   - A month or date without a year is settled by its direction, its weekday or its clause, else by nearness.
//   - The beginning, middle and end of a month are its thirds; of a year its first month, the two in the middle and the last;
//     of a week the first two days, the two after and the last three. «منذ بداية العام» is the year.
//   - «اليومين الماضيين» leave out the anchor's own day; hours, months and years run up to it.
//   - Hijri dates are those of the Umm al-Qura calendar, off by [HijriTolerance] at most where a month began by sight.
//   - A feast is its first day, unless another is named («ثاني أيام عيد الأضحى»).
//   - Where a weekday contradicts «أمس» or «اليوم», the expression says so in Conflict, its confidence is low, and the
//     nearest such weekday is taken: the stamp of a page is more often late than the weekday is wrong.
//
// Vague words («قريبا», «منذ سنوات», «الأيام الماضية»), durations («ثلاثة أيام» alone), recurring days («أيام الأحد») and names
// («مدينة 6 أكتوبر», «صحيفة اليوم») are no times.
//
// # Words
//
// What a linguist may change are the tables beside the code, one fact a line: months.tsv, words.tsv, numbers.tsv, cues.tsv,
// feasts.tsv, events.tsv, weeks.tsv and zones.tsv. Each names its source.
package dates
