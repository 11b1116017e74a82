package eval

import (
	"fmt"
	"path/filepath"

	"isnad/internal/gold"

	"isnad"
)

// keywordHeld says which articles of the collection with editors' keywords are held back: every ninth, 500 in all.
func keywordHeld(i int) bool { return i%9 == 0 && i < 9*500 }

// goldDay is the first day of the gold of copies and stories, which begins within saudi-2015.
const goldDay = "2015-08-02"

// StoryTraining gives fn title, text and editors' keywords of the articles of a collection that the evaluation of stories and keywords does not use.
func StoryTraining(shared, name string, fn func(title, text string, tags []string)) error {
	i := -1
	return eachArticle(filepath.Join(shared, "data", "articles", name+".jsonl.gz"), func(a *isnad.Article) {
		i++
		if name == "mayadeen-2023" && keywordHeld(i) || name == "saudi-2015" && a.Day().String() >= goldDay {
			return
		}
		fn(a.Title, a.Text(), a.Tags)
	})
}

// eachArticle reads a file of articles, one a line, compressed where its name says so.
func eachArticle(path string, fn func(*isnad.Article)) error {
	for line, err := range gold.Lines(path) {
		if err != nil {
			return err
		}
		a, _, err := isnad.Decode(line)
		if err != nil {
			return fmt.Errorf("eval.eachArticle(%q): %w", path, err)
		}
		fn(a)
	}
	return nil
}
