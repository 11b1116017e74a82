package postgres_test

import (
	"isnad"
	"isnad/internal/postgres"
)

var _ isnad.Engine = (*postgres.DB)(nil)
