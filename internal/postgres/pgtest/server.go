// Package pgtest runs a PostgreSQL server for tests: Debian's, in a folder of its own, on the loopback interface, with fsync on.
// One server serves a whole test binary, each test has a database of its own.
//
// It knows nothing of Isnad. Start with [Database].
package pgtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Server is a running PostgreSQL server.
type Server struct {
	bin, dir string
	kept     bool                // the folder stays when the server ends
	as       *syscall.Credential // whom the server runs as; nil is who runs the tests
	port     int
	watch    io.Closer // while it is open the server lives
	made     int
	mu       sync.Mutex
}

// SharedServer gives the server of this test binary, started at the first call.
var SharedServer = sync.OnceValues(Start)

// Shared gives the server of this test binary; the test is skipped where PostgreSQL is not
// installed.
func Shared(t testing.TB) *Server {
	t.Helper()
	s, err := SharedServer()
	return usable(t, s, err)
}

// Own starts a server for one test, which may stop and restart it.
func Own(t testing.TB) *Server {
	t.Helper()
	s, err := Start()
	s = usable(t, s, err)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func usable(t testing.TB, s *Server, err error) *Server {
	t.Helper()
	if errors.Is(err, exec.ErrNotFound) {
		t.Skipf("skipped without PostgreSQL (Debian's package postgresql): %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Database makes an empty database on the shared server and gives its address.
func Database(t testing.TB) string {
	t.Helper()
	return Shared(t).Database(t, "")
}

// oldest is the first version that is looked for.
const oldest = 15

// programs gives the folder of the newest server that is installed.
func programs() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if err != nil {
		return "", err
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		path, err = filepath.EvalSymlinks(path) // the other programs may not be linked to
		return filepath.Dir(path), err
	}
	version := func(path string) int {
		n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path)))) // 0 is too old
		return n
	}
	found = slices.DeleteFunc(found, func(path string) bool { return version(path) < oldest })
	if len(found) == 0 {
		return "", fmt.Errorf("no PostgreSQL %d or newer in /usr/lib/postgresql or $PATH: %w", oldest, exec.ErrNotFound)
	}
	return filepath.Dir(slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })), nil
}

// Start makes a server in a new folder and starts it. It ends with this process, however that ends, and its folder with it.
func Start() (*Server, error) {
	dir, err := os.MkdirTemp("", "isnad-postgres-")
	if err != nil {
		return nil, err
	}
	return start(&Server{dir: dir}, (*Server).initialise)
}

// StartIn starts the server of a folder, making it there where it is not. It ends with this process, its folder stays.
func StartIn(dir string) (*Server, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return start(&Server{dir: dir, kept: true}, (*Server).initialise)
}

// start has a server's data made, and starts it.
func start(s *Server, data func(*Server) error) (_ *Server, err error) {
	if s.bin, err = programs(); err != nil {
		return nil, err
	}
	if s.as, err = whom(); err != nil {
		return nil, err
	}
	if s.as != nil {
		if err := os.Chown(s.dir, int(s.as.Uid), int(s.as.Gid)); err != nil {
			return nil, err
		}
	}
	if s.port == 0 {
		if s.port, err = freePort(); err != nil {
			return nil, err
		}
	}
	for _, step := range []func() error{s.guard, func() error { return data(s) }, s.Up} {
		if err := step(); err != nil {
			return nil, errors.Join(fmt.Errorf("pgtest.Start: %w", err), s.Close())
		}
	}
	return s, nil
}

// whom gives the user postgres where the tests run as root, which the server refuses.
func whom() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", exec.ErrNotFound, err)
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, err
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

func (s *Server) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Dir, c.Env = s.dir, append(os.Environ(), "LC_ALL=C", "HOME="+s.dir)
	c.SysProcAttr = &syscall.SysProcAttr{Credential: s.as}
	return c
}

// guard starts what stops the server and removes its folder when this process has ended: its standard input ends then.
func (s *Server) guard() error {
	c := s.command("/bin/sh", "-c", `cat >/dev/null; "$1/pg_ctl" -D "$2/data" -m "$3" stop >/dev/null 2>&1; cd /; [ "$3" = fast ] || rm -rf "$2"`, "guard", s.bin, s.dir, s.end())
	c.SysProcAttr.Setpgid = true // a signal to the tests' group is none to the guard
	in, err := c.StdinPipe()
	if err != nil {
		return err
	}
	if err := c.Start(); err != nil {
		return err
	}
	s.watch = closing{in, c}
	return nil
}

// end is how the server is stopped at the end: one that stays leaves nothing to be recovered.
func (s *Server) end() string {
	if s.kept {
		return "fast"
	}
	return "immediate"
}

type closing struct {
	in io.Closer
	c  *exec.Cmd
}

func (c closing) Close() error { return errors.Join(c.in.Close(), c.c.Wait()) }

// Close stops the server and removes its folder.
func (s *Server) Close() error {
	if s.watch == nil && s.kept {
		return nil
	}
	if s.watch == nil {
		return os.RemoveAll(s.dir)
	}
	return s.watch.Close()
}

// settings make a server for tests: small, and durable.
const settings = `
listen_addresses = '127.0.0.1'
fsync = on
full_page_writes = on
synchronous_commit = on
shared_buffers = 128MB
max_connections = 300
max_locks_per_transaction = 256
wal_level = replica
max_wal_senders = 4
wal_keep_size = 64MB
wal_retrieve_retry_interval = 200ms
log_min_messages = warning
`

func (s *Server) initialise() error {
	if _, err := os.Stat(filepath.Join(s.dir, "data", "PG_VERSION")); err == nil {
		return nil
	}
	if err := s.run(s.command(filepath.Join(s.bin, "initdb"), "-D", filepath.Join(s.dir, "data"), "-U", "isnad", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")); err != nil {
		return err
	}
	return errors.Join(s.write("postgresql.conf", settings), s.own())
}

// own sets where this server, and no copy of it, is reached by files.
func (s *Server) own() error {
	return s.write("postgresql.conf", fmt.Sprintf("unix_socket_directories = '%s'\n", s.dir))
}

// write adds lines to a file of the server's settings; of what is set twice the last counts.
func (s *Server) write(name, lines string) error {
	f, err := os.OpenFile(filepath.Join(s.dir, "data", name), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(lines)
	return errors.Join(err, f.Close())
}

func (s *Server) run(c *exec.Cmd) error {
	out, err := c.CombinedOutput()
	if err != nil {
		log, _ := os.ReadFile(filepath.Join(s.dir, "log")) // tells more where it is there
		return fmt.Errorf("%s: %w\n%s%s", strings.Join(c.Args, " "), err, out, log)
	}
	return nil
}

// Up starts the server where it is down, and waits until it answers.
func (s *Server) Up() error {
	c := s.command(filepath.Join(s.bin, "pg_ctl"), "-D", filepath.Join(s.dir, "data"), "-l", filepath.Join(s.dir, "log"), "-w", "-t", "180", "-o", fmt.Sprintf("-p %d", s.port), "start")
	c.Stdout, c.Stderr = nil, nil // the server keeps what it is given: a pipe would never end
	if err := c.Run(); err != nil {
		return s.run(s.command("/bin/sh", "-c", "echo the server does not start; exit 1"))
	}
	return nil
}

// Down stops the server: mode "immediate" is as if its machine lost power, without a checkpoint; "fast" as an operator does it.
func (s *Server) Down(mode string) error {
	return s.run(s.command(filepath.Join(s.bin, "pg_ctl"), "-D", filepath.Join(s.dir, "data"), "-m", mode, "-w", "-t", "180", "stop"))
}

// URL is the address of a database of the server.
func (s *Server) URL(database string) string {
	return fmt.Sprintf("postgres://isnad@127.0.0.1:%d/%s?sslmode=disable", s.port, database)
}

// Database makes a database, a copy of template where that is not empty, and gives its address. It is dropped after the test.
func (s *Server) Database(t testing.TB, template string) string {
	t.Helper()
	s.mu.Lock()
	s.made++
	name := fmt.Sprintf("test%d", s.made)
	s.mu.Unlock()
	if err := s.Do("CREATE DATABASE " + name + copyOf(template)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Do("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Log(err) // the server may be down by then
		}
	})
	return s.URL(name)
}

func copyOf(template string) string {
	if template == "" {
		return ""
	}
	return " TEMPLATE " + template
}

// Dump writes a database of the server as SQL that any client can execute, without pg_dump's words for psql.
func (s *Server) Dump(url string) ([]byte, error) {
	out, err := s.command(filepath.Join(s.bin, "pg_dump"), "--inserts", "--rows-per-insert=100", "--no-owner", "--no-privileges", url).Output()
	if err != nil {
		return nil, fmt.Errorf("pg_dump: %w", err)
	}
	lines := slices.DeleteFunc(strings.SplitAfter(string(out), "\n"), func(l string) bool { return strings.HasPrefix(l, "\\") || strings.HasPrefix(l, "--") })
	return []byte(strings.Join(lines, "")), nil
}

// Do executes one statement of SQL in the server's own database.
func (s *Server) Do(query string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	c, err := pgx.Connect(ctx, s.URL("postgres"))
	if err != nil {
		return err
	}
	_, err = c.Exec(ctx, query)
	return errors.Join(err, c.Close(ctx))
}
