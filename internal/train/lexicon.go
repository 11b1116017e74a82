package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"isnad/internal/gold"
	"isnad/internal/morph"
)

func init() { jobs["lexicon"] = trainLexicon }

// trainLexicon turns the frequency list and Camel Morph into the two word tables.
func trainLexicon(shared, root string, out io.Writer) error {
	dir := filepath.Join(shared, "data", "language")
	forms, err := frequencies(filepath.Join(dir, "wordfreq_ar.tsv.gz"))
	if err != nil {
		return err
	}
	stems, err := stemClasses(filepath.Join(dir, "camelmorph"))
	if err != nil {
		return err
	}
	if err := addNames(stems, shared); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d forms, %d stems\n", len(forms), len(stems))
	to := filepath.Join(root, "internal", "morph")
	if err := writeWeights(filepath.Join(to, "frequency.bin"), morph.BuildTable(forms, 17, 1),
		"words as fingerprints with a frequency from 1 to 31, one step for 25 centibels",
		"data: wordfreq (Robyn Speer), Arabic list; licence CC BY-SA 4.0, which this table carries",
		"made by: go run ./internal/train lexicon"); err != nil {
		return err
	}
	return writeWeights(filepath.Join(to, "stems.bin"), morph.BuildTable(stems, 13, 2),
		"stems as fingerprints with the classes of internal/morph's Class",
		"data: Camel Morph MSA lexicon (CAMeL Lab), CC BY 4.0; names of Wikidata (Google, wikidata transliterations), CC0; GeoNames places, CC BY 4.0",
		"made by: go run ./internal/train lexicon")
}

// frequencies reads form, tab, centibels below certainty (the smaller the more frequent) and gives 1 (rare) to 31.
func frequencies(path string) (map[string]uint16, error) {
	forms := map[string]uint16{}
	for line, err := range gold.Lines(path) {
		if err != nil {
			return nil, err
		}
		form, centibels, _ := strings.Cut(string(line), "\t")
		n, err := strconv.Atoi(strings.TrimSpace(centibels))
		if err != nil {
			return nil, fmt.Errorf("%s: %q", path, line)
		}
		if w, ok := morph.Spell(form); ok {
			key := string(w.Letters())
			forms[key] = max(forms[key], uint16(max(1, 31-max(0, n-150)/25)))
		}
	}
	return forms, nil
}

// stemClasses reads every lexicon of Camel Morph into classes by unvowelled stem.
func stemClasses(dir string) (map[string]uint16, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*-LEX*.csv"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no lexicon in %s: %v", dir, err)
	}
	stems := map[string]uint16{}
	for _, path := range files {
		if err := addStems(stems, path); err != nil {
			return nil, err
		}
	}
	return stems, nil
}

func addStems(stems map[string]uint16, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	rows := csv.NewReader(f)
	rows.FieldsPerRecord = -1
	head, err := rows.Read()
	if err != nil {
		return err
	}
	column := map[string]int{}
	for i, name := range head {
		column[name] = i
	}
	for {
		row, err := rows.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		get := func(name string) string {
			if i, ok := column[name]; ok && i < len(row) {
				return row[i]
			}
			return ""
		}
		if noun := verbalNoun(get("PATTERN_ABSTRACT"), get("ROOT")); noun != "" && get("CLASS") == "[STEM-PV]" {
			w, _ := morph.Spell(noun)
			stems[string(w.Letters())] |= uint16(morph.Nominal | morph.Bare | morph.TakesAt)
		}
		if w, ok := morph.Spell(fromBuckwalter(get("FORM"))); ok {
			stems[string(w.Letters())] |= uint16(classOf(get("CLASS"), get("COND-T"), get("FEAT")))
		}
	}
}

// verbalNouns are the patterns of the nouns of action of the derived verbs, which are regular for sound roots.
var verbalNouns = map[string]string{"1a2~a3": "ت12ي3", ">a1o2a3": "إ12ا3", "ta1a2~a3": "ت123", "ta1A2a3": "ت1ا23",
	"{ino1a2a3": "ان12ا3", "{i1ota2a3": "ا1ت2ا3", "{isota1o2a3": "است12ا3"}

// verbalNoun gives the noun of action of a verb, "" where its root is weak or its form has no regular one.
func verbalNoun(pattern, root string) string {
	radicals := strings.Split(root, ".")
	noun := verbalNouns[pattern]
	if noun == "" || len(radicals) != 3 || radicals[1] == radicals[2] {
		return ""
	}
	for i, r := range radicals {
		if strings.ContainsAny(r, "wy>") || r == "t" && i == 0 {
			return ""
		}
		noun = strings.Replace(noun, strconv.Itoa(i+1), fromBuckwalter(r), 1)
	}
	return noun
}

// classOf reads Camel Morph's stem class, its allowed endings (MS||MD||FS…) and its features.
func classOf(class, endings, features string) morph.Class {
	switch class {
	case "[STEM-PV]":
		return morph.Perfect
	case "[STEM-IV]":
		return morph.Imperfect
	}
	var c morph.Class
	for _, e := range strings.Split(endings, "||") {
		c |= map[string]morph.Class{"MS": morph.Bare, "FS": morph.TakesFem, "MD": morph.TakesDual, "MP": morph.TakesMasc, "FP": morph.TakesAt}[e]
	}
	for _, f := range strings.Fields(features) {
		c |= classOfFeature(f)
	}
	return c
}

func classOfFeature(f string) morph.Class {
	switch f {
	case "pos:noun_prop":
		return morph.Name
	case "pos:adj":
		return morph.Adjectival
	case "pos:adj_comp":
		return morph.Comparative | morph.Adjectival
	case "pos:noun_num":
		return morph.Numeral
	case "pos:noun", "pos:noun_quant":
		return morph.Nominal
	case "pos:abbrev":
		return morph.Name
	case "num:p":
		return morph.BrokenPlural
	case "gen:f":
		return morph.FeminineForm
	}
	if strings.HasPrefix(f, "pos:") {
		return morph.Function
	}
	return 0
}

// addNames marks the words of listed names: single names of people (Wikidata) and the parts of places (GeoNames).
func addNames(stems map[string]uint16, shared string) error {
	add := func(name string) {
		if w, ok := morph.Spell(strings.TrimPrefix(name, "ال")); ok && w.N > 2 {
			stems[string(w.Letters())] |= uint16(morph.Listed)
		}
	}
	err := eachLine(filepath.Join(shared, "data", "names", "wikidata-translit", "wd_arabic.normalized.aligned.tokens"), func(f []string) {
		add(strings.ReplaceAll(f[1], " ", ""))
	})
	if err != nil {
		return err
	}
	return eachLine(filepath.Join(shared, "data", "language", "geonames_ar_debian.tsv"), func(f []string) {
		for _, part := range strings.Fields(f[1]) {
			add(part)
		}
	})
}

// eachLine calls fn with the fields of each line that has two.
func eachLine(path string, fn func(fields []string)) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(b)) {
		if f := strings.Split(strings.TrimRight(line, "\n"), "\t"); len(f) >= 2 {
			fn(f)
		}
	}
	return nil
}

// buckwalter is the transliteration that Camel Morph's tables are written in; vowels are left out.
var buckwalter = strings.NewReplacer("'", "ء", "|", "آ", ">", "أ", "&", "ؤ", "<", "إ", "}", "ئ", "A", "ا", "b", "ب", "p", "ة",
	"t", "ت", "v", "ث", "j", "ج", "H", "ح", "x", "خ", "d", "د", "*", "ذ", "r", "ر", "z", "ز", "s", "س", "$", "ش", "S", "ص",
	"D", "ض", "T", "ط", "Z", "ظ", "E", "ع", "g", "غ", "f", "ف", "q", "ق", "k", "ك", "l", "ل", "m", "م", "n", "ن", "h", "ه",
	"w", "و", "Y", "ى", "y", "ي", "{", "ا", "`", "", "a", "", "i", "", "u", "", "o", "", "~", "", "F", "", "N", "", "K", "")

func fromBuckwalter(s string) string { return buckwalter.Replace(s) }
