package main

import (
	"os"
	"path/filepath"
)

// config is everything that can be set; packages take their own small options from it.
type config struct {
	data    string // the archive's folder
	store   string // the database of articles, index and queue, postgres://…; empty is the file isnad.db in data
	readURL string // a replica of it from which searches are answered
	archive string // where captures are kept, s3://…; empty is the folder warc in data
	// accessKey and secretKey are ISNAD_S3_ACCESS_KEY and ISNAD_S3_SECRET_KEY: no flags, which lists of processes show.
	accessKey, secretKey string
	allow                string // ISNAD_ALLOW: ranges that may be fetched from though they are not public, separated by commas
}

// configFromEnv reads the environment; flags override it.
func configFromEnv(getenv func(string) string) config {
	return config{data: dataFolder(getenv), archive: getenv("ISNAD_ARCHIVE"), store: getenv("ISNAD_STORE"), readURL: getenv("ISNAD_READ_URL"),
		accessKey: getenv("ISNAD_S3_ACCESS_KEY"), secretKey: getenv("ISNAD_S3_SECRET_KEY"), allow: getenv("ISNAD_ALLOW")}
}

// dataFolder is ISNAD_DATA, else "isnad" in the user's folder for data.
func dataFolder(getenv func(string) string) string {
	if dir := getenv("ISNAD_DATA"); dir != "" {
		return dir
	}
	if dir := getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "isnad")
	}
	if dir := getenv("LOCALAPPDATA"); dir != "" {
		return filepath.Join(dir, "isnad")
	}
	if home, err := os.UserHomeDir(); err == nil {
		return filepath.Join(home, ".local", "share", "isnad")
	}
	return "isnad-data"
}
