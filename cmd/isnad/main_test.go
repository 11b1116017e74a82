package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"isnad/internal/enginetest"
	"isnad/internal/eval"
	"isnad/internal/postgres/pgtest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"isnad": func() { os.Exit(untilSignal()) },
	})
}

// TestScript runs testdata/*.txtar, one file a subcommand. Scripts see the gold data as $SHARED where it is there, and the
// port of a web (newWeb) as $PORT. With ISNAD_TEST_STORE=postgres each has its archive in a
// database of its own; what is about an archive in a folder alone says so by [!folder].
func TestScript(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of processes, which the race detector makes slow to start; what goes on at once in commands is tried in this process")
	}
	shared, port := eval.FindShared("."), newWeb(t)
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("ISNAD_DATA", filepath.Join(e.WorkDir, "archive"))
			e.Setenv("SHARED", shared)
			e.Setenv("PORT", port)
			e.Setenv("ISNAD_STORE", database(t))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"another": func(ts *testscript.TestScript, _ bool, args []string) { // another NAME: from here on the archive is another, empty
				ts.Setenv("ISNAD_DATA", ts.MkAbs(args[0]))
				ts.Setenv("ISNAD_STORE", database(t))
			},
		},
		Condition: func(name string) (bool, error) {
			return name == "shared" && shared != "" || name == "folder" && os.Getenv("ISNAD_TEST_STORE") == "", nil
		},
	})
}

// database is the address of a database for one script where the tests are to run on PostgreSQL, else empty.
func database(t *testing.T) string {
	if !enginetest.OnPostgres(t) {
		return ""
	}
	return pgtest.Database(t)
}
