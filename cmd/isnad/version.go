package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"isnad"
)

// release is stamped by the build of packages (-ldflags -X main.release=…).
var release = "devel"

func newVersion(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "version",
		Short: "Print the version of the program and of each stage",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			v := versionOf()
			if a.json {
				return a.printJSON(v)
			}
			_, err := fmt.Fprintf(a.stdout, "isnad %s %s (%s, %s)\nextract %d, dates %d, names %d, attribution %d\n",
				v.Release, v.Revision, v.Go, v.Platform, v.Stages.Extract, v.Stages.Dates, v.Stages.Names, v.Stages.Attribution)
			return err
		},
	}
	a.jsonFlag(c)
	return c
}

type versionInfo struct {
	Release  string         `json:"release"`
	Revision string         `json:"revision,omitempty"`
	Go       string         `json:"go"`
	Platform string         `json:"platform"`
	Stages   isnad.Versions `json:"stages"`
}

func versionOf() versionInfo {
	v := versionInfo{Release: release, Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH, Stages: isnad.Current()}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				v.Revision = s.Value[:12]
			}
		}
	}
	return v
}
