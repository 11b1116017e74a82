package ingest

import (
	"strings"

	"isnad"
	"isnad/extract"
)

// Read takes a page through the pure middle: its documents as annotated articles, those that the page itself calls
// related linked to one another, and what extraction has to say of the page.
func Read(p extract.Page) ([]*isnad.Article, extract.Result) {
	result, an := extract.Documents(p), new(analysis)
	articles := annotateDocuments(result)
	for _, a := range articles {
		an.ready(a)
	}
	return articles, result
}

func annotateDocuments(result extract.Result) []*isnad.Article {
	articles := make([]*isnad.Article, len(result.Documents))
	for i, d := range result.Documents {
		d.Clean(isnad.CleanText)
		articles[i] = Annotate(isnad.ArticleID(&d, i), d)
	}
	for i, d := range result.Documents {
		for _, ref := range d.RelatedTo {
			articles[i].Related = append(articles[i].Related, relatedOn(articles, i, ref))
		}
	}
	return articles
}

// whyOnPage is the reason given for what the page itself put beside an article.
const whyOnPage = "وضعته الصفحة تحت «إقرأ أيضا»"

// relatedOn resolves a page's own pointer to an article of the same page where it is one.
func relatedOn(articles []*isnad.Article, self int, ref extract.RelatedRef) isnad.Related {
	related := isnad.Related{Title: ref.Title, Why: whyOnPage}
	for i, a := range articles {
		if i != self && a.Title == ref.Title {
			related.ID = a.ID
		}
	}
	return related
}

// MaxPage bounds a page, in bytes as decoded; more than that no page is.
const MaxPage = 15 << 20

// fileScheme begins the addresses of captures that were imported from files.
const fileScheme = "file:"

// pageOf is a capture as extraction wants it.
func pageOf(c *isnad.Capture) extract.Page {
	url := address(c)
	if strings.HasPrefix(url, fileScheme) {
		url = "" // an imported file's name is no address: its articles are named by their words
	}
	return extract.Page{Body: c.Body, URL: url, ContentType: c.Header.Get("Content-Type"), Header: c.Header}
}
