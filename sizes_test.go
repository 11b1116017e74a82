package isnad_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"
)

// TestSizes holds that no file has more than 500 lines and no function more than 60; tables, of whatever length, are not counted.
func TestSizes(t *testing.T) {
	set := token.NewFileSet()
	for _, path := range goFiles(t) {
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if n := lines(set, file.FileStart, file.FileEnd); n > 500 {
			t.Errorf("%s has %d lines, more than 500: split it by noun", path, n)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				if n := lines(set, f.Pos(), f.End()) - tables(set, f); n > 60 {
					t.Errorf("%s: %s has %d lines, more than 60", path, f.Name.Name, n)
				}
			}
		}
	}
}

func lines(set *token.FileSet, from, to token.Pos) int {
	return set.Position(to).Line - set.Position(from).Line + 1
}

// tables counts the lines of a function's outermost composite literals.
func tables(set *token.FileSet, f *ast.FuncDecl) (n int) {
	ast.Inspect(f, func(node ast.Node) bool {
		if c, ok := node.(*ast.CompositeLit); ok {
			n += lines(set, c.Pos(), c.End()) - 1
			return false
		}
		return true
	})
	return n
}
