package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// TestMCP talks with the command over its standard input and output, as an assistant does.
func TestMCP(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.jsonl")
	line := `{"id":"a","title":"فتح الجسر","source":"صحيفة المرفأ","published":"2024-03-01","paragraphs":["قالت سلمى الرافعي إن الجسر آمن تماما."]}`
	if err := os.WriteFile(file, []byte(line), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, data := context.Background(), "--data="+filepath.Join(dir, "archive")
	if code := run(ctx, []string{"import", data, file}, strings.NewReader(""), io.Discard, io.Discard); code != exitGood {
		t.Fatalf("import ended with %d", code)
	}
	fromUs, toThem := io.Pipe()
	fromThem, toUs := io.Pipe()
	done := make(chan int, 1)
	go func() { done <- run(ctx, []string{"mcp", data}, fromUs, toUs, os.Stderr) }()
	s, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(ctx, &sdk.IOTransport{Reader: fromThem, Writer: toThem}, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.CallTool(ctx, &sdk.CallToolParams{Name: "search_statements", Arguments: map[string]any{"query": "آمن"}})
	if err != nil || r.IsError || !strings.Contains(r.Content[0].(*sdk.TextContent).Text, "سلمى الرافعي") {
		t.Errorf("answer %+v, %v", r, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if code := <-done; code != exitGood {
		t.Errorf("mcp ended with %d", code)
	}
}
