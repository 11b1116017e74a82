package isnad_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// TestExportsAreExplained holds the rule that every package and every exported name says what it is.
func TestExportsAreExplained(t *testing.T) {
	explained := map[string]bool{} // folder → has a package comment
	for _, path := range goFiles(t) {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Dir(path)
		explained[dir] = explained[dir] || f.Doc != nil
		for _, d := range f.Decls {
			for _, name := range unexplained(d) {
				t.Errorf("%s: %s has no comment", set.Position(d.Pos()), name)
			}
		}
	}
	for dir, ok := range explained {
		if !ok {
			t.Errorf("package in %s has no comment: what it is, what not, where to start", dir)
		}
	}
}

// unexplained names the exported things of a declaration that have no comment. A comment on a group covers its members.
func unexplained(d ast.Decl) []string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc == nil && (d.Recv == nil || receiverExported(d.Recv)) {
			return []string{d.Name.Name}
		}
	case *ast.GenDecl:
		return unexplainedSpecs(d)
	}
	return nil
}

func unexplainedSpecs(d *ast.GenDecl) (missing []string) {
	grouped := d.Tok != token.TYPE && d.Lparen.IsValid() // one constant's comment, or its type's, speaks for its group
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() && d.Doc == nil && s.Doc == nil {
				missing = append(missing, s.Name.Name)
			}
		case *ast.ValueSpec:
			for _, n := range s.Names {
				if n.IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil && !grouped {
					missing = append(missing, n.Name)
				}
			}
		}
	}
	return missing
}

func receiverExported(r *ast.FieldList) bool {
	t := r.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if index, ok := t.(*ast.IndexExpr); ok {
		t = index.X
	}
	id, ok := t.(*ast.Ident)
	return ok && id.IsExported()
}
