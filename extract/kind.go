package extract

// PageKind says what a page is.
type PageKind string

const (
	KindArticle       PageKind = "article"
	KindSeveral       PageKind = "several"        // more than one article
	KindSectionFront  PageKind = "section-front"  // a list of headlines
	KindVideo         PageKind = "video"          // a film with a line or two about it
	KindError         PageKind = "error"          // not found, moved, server trouble
	KindConsent       PageKind = "consent"        // asks for consent to cookies before it shows anything
	KindLogin         PageKind = "login"          // asks for an account or a subscription
	KindEmpty         PageKind = "empty"          // no text
	KindOtherLanguage PageKind = "other-language" // an article, but not in Arabic
	KindNotText       PageKind = "not-text"       // a picture, an archive, a PDF
)
