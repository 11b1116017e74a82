package extract

import (
	"fmt"
	"os"
	"testing"
)

func TestDevPage(t *testing.T) {
	f := os.Getenv("PAGE")
	if f == "" {
		t.Skip()
	}
	body, _ := os.ReadFile(f)
	text, cs, _ := Decode(body, "text/html")
	p := readPage(growTree(text))
	p.findBody()
	fmt.Println(cs, "nodes", p.tree.nodes, "deepest", p.tree.deepest)
	path := func(n *node) string {
		s := ""
		for ; n != nil; n = n.parent {
			s = "/" + n.tag + "." + n.attr("class") + fmt.Sprintf("(%.0f)", p.sums[n]) + s
		}
		return s
	}
	fmt.Println("BODY", path(p.body))
	kept := map[*block]bool{}
	for _, b := range p.bodyBlocks() {
		kept[b] = true
	}
	for _, b := range p.blocks {
		c := "-"
		if kept[b] {
			c = "+"
		} else if inside(b.owner, p.body) {
			c = "x"
		}
		s := []rune(b.text)
		if len(s) > 100 {
			s = s[:100]
		}
		fmt.Printf("%s %4d %4d %6.0f %-8s %-10s %s.%s | %s\n", c, b.chars, b.links, b.value, b.kind, b.why, b.owner.tag, b.owner.attr("class"), string(s))
	}
}
