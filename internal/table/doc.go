// Package table writes articles and statements as tables: CSV for spreadsheets, Parquet for analysis.
//
// What holds for every column: text as it is stored, offsets in code points, days as YYYY-MM-DD, nothing where nothing is
// known. A CSV file is UTF-8 with a byte order mark, without which spreadsheets take Arabic for Latin letters, and no cell of
// it is read as a formula. docs/formats/tables.md lists the columns.
//
// Start with [Articles] and [Statements].
package table
