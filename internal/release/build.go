package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// platforms are those that a release is made for.
var platforms = []platform{
	{"linux", "amd64"}, {"linux", "arm64"}, {"darwin", "amd64"}, {"darwin", "arm64"}, {"windows", "amd64"}, {"windows", "arm64"},
}

type platform struct{ system, processor string }

func (p platform) String() string { return p.system + "/" + p.processor }

// binary is the program's file name there.
func (p platform) binary() string {
	if p.system == "windows" {
		return "isnad.exe"
	}
	return "isnad"
}

// makeAll builds and packs every platform, then writes the bill of materials and the checksums.
func makeAll(ctx context.Context, version, dir, only string, out io.Writer) error {
	at, err := commitTime(ctx)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "isnad-release-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	shared, err := commonFiles(ctx, work)
	if err != nil {
		return err
	}
	var made []string
	for _, p := range platforms {
		if only != "" && only != p.String() {
			continue
		}
		binary, err := build(ctx, p, version, work)
		if err != nil {
			return err
		}
		name := filepath.Join(dir, fmt.Sprintf("isnad_%s_%s_%s", strings.TrimPrefix(version, "v"), p.system, p.processor))
		if name, err = packTo(name, p, append([]packed{{p.binary(), binary, 0o755}}, shared...), at); err != nil {
			return err
		}
		fmt.Fprintln(out, name)
		made = append(made, name)
		if len(made) == 1 {
			bill := filepath.Join(dir, "isnad_"+strings.TrimPrefix(version, "v")+".cdx.json")
			if err := writeBill(binary, version, bill); err != nil {
				return err
			}
			made = append(made, bill)
		}
	}
	if len(made) == 0 {
		return fmt.Errorf("%s is no platform that a release is made for", only)
	}
	return writeSums(filepath.Join(dir, "SHA256SUMS"), made)
}

// build compiles the program for p: no cgo, no paths of the machine, no build id, so that the bytes depend on the commit alone.
func build(ctx context.Context, p platform, version, work string) (string, error) {
	file := filepath.Join(work, p.system+"-"+p.processor, p.binary())
	c := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-s -w -buildid= -X main.release="+version, "-o", file, "./cmd/isnad")
	c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+p.system, "GOARCH="+p.processor, "GOFLAGS=")
	if said, err := c.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build %s: %w\n%s", p, err, said)
	}
	return file, nil
}

// commitTime dates all files in the packages, so that building twice gives the same bytes.
func commitTime(ctx context.Context) (time.Time, error) {
	said, err := exec.CommandContext(ctx, "git", "log", "-1", "--format=%ct").Output()
	if err != nil {
		return time.Time{}, fmt.Errorf("git log: %w", err)
	}
	seconds, err := strconv.ParseInt(strings.TrimSpace(string(said)), 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("git log: %w", err)
	}
	return time.Unix(seconds, 0).UTC(), nil
}
