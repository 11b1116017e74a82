package web

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"net/http/httptest"
)

// TestCopyCitation taps the button beside each style and finds the whole citation where a reader pastes from.
func TestCopyCitation(t *testing.T) {
	ctx := browser(t)
	server := httptest.NewServer(newSite(t, archive(t)))
	defer server.Close()
	view{"ar", "light", 360, 900}.open(t, ctx, server.URL+"/a/5hv1p")
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(360, 900)); err != nil {
		t.Fatal(err)
	}
	for _, style := range []string{"cite0", "cite1", "cite2"} {
		button := `button[data-of="` + style + `"]`
		// Reading the clipboard asks the reader; writing does not. So what is written is noted on its way.
		note := `(() => { const write = navigator.clipboard.writeText.bind(navigator.clipboard); navigator.clipboard.writeText = (t) => { window.copied = t; return write(t).catch(() => {}); }; })()`
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void](note)); err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS(button))); err != nil {
			t.Fatal(err)
		}
		waitIn(t, ctx, `document.querySelector('`+button+`').textContent === document.querySelector('`+button+`').dataset.done`)
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](`window.copied`))
		if err != nil {
			t.Fatal(err)
		}
		want, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.getElementById('`+style+`').innerText.trim()`))
		if err != nil || got != want || !strings.Contains(got, "isnad.example/a/5hv1p") {
			t.Errorf("%s: copied %q, want %q, %v", style, got, want, err)
		}
	}
}
