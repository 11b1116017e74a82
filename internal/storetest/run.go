package storetest

import (
	"testing"

	"isnad"
)

// Engine is what is tested: one archive behind all ports.
type Engine interface {
	isnad.Store
	isnad.Index
	isnad.StatementIndex
	isnad.StoryStore
	isnad.Queue
	isnad.Leases
	isnad.Accounts
	isnad.Sessions
	isnad.Tokens
	isnad.SavedSearches
	isnad.Outbox
	isnad.Corrections
	isnad.Matcher
	isnad.Reading
	// Close ends the use of the archive.
	Close() error
}

// Run tests an engine. open gives an empty archive that lives as long as its test.
func Run(t *testing.T, open func(t *testing.T) Engine) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, e Engine)
	}{
		{"PutAndRead", testPutAndRead},
		{"Replace", testReplace},
		{"DateMovesArticle", testDateMovesArticle},
		{"Drop", testDrop},
		{"RollBack", testRollBack},
		{"Cancelled", testCancelled},
		{"OwnWritesInTransaction", testOwnWrites},
		{"Undated", testUndated},
		{"BusyDay", testBusyDay},
		{"Walk", testWalk},
		{"WalkBelowWhileRewriting", testWalkBelow},
		{"WalkWhileWriting", testWalkWhileWriting},
		{"Captures", testCaptures},
		{"Sources", testSources},
		{"Due", testDue},
		{"Claim", testClaim},
		{"Progress", testProgress},
		{"Stats", testStats},
		{"HostileText", testHostileText},
		{"SearchWords", testSearchWords},
		{"SearchPhrase", testSearchPhrase},
		{"SearchPrefix", testSearchPrefix},
		{"SearchExclude", testSearchExclude},
		{"SearchFilters", testSearchFilters},
		{"SearchDays", testSearchDays},
		{"SearchOrderAndPages", testSearchPages},
		{"SearchHighlights", testHighlights},
		{"SearchLatinName", testLatinName},
		{"SearchSpellings", testSpellings},
		{"SearchOracle", testOracle},
		{"SearchSeesCommitted", testSearchSeesCommitted},
		{"Facets", testFacets},
		{"Statements", testStatements},
		{"CountSaid", testCountSaid},
		{"RankedStatements", testRankedStatements},
		{"Accounts", testAccounts},
		{"DropAccount", testDropAccount},
		{"Sessions", testSessions},
		{"Tokens", testTokens},
		{"SavedSearches", testSavedSearches},
		{"AskedSince", testAskedSince},
		{"Changes", testChanges},
		{"Trim", testTrim},
		{"Outbox", testOutbox},
		{"Matching", testMatching},
		{"MatchingStatements", testMatchingStatements},
		{"Reading", testReading},
		{"Corrections", testCorrections},
		{"NoStatement", testNoStatement},
		{"StoryPutAndRead", testStoryPutAndRead},
		{"StoryFilters", testStoryFilters},
		{"StoryPages", testStoryPages},
		{"StoryMerge", testStoryMerge},
		{"StoryThread", testStoryThread},
		{"StoryRollBack", testStoryRollBack},
		{"Link", testLink},
		{"Editions", testEditions},
		{"Decisions", testDecisions},
		{"QueueDoesJobs", testQueueDoesJobs},
		{"QueueKey", testQueueKey},
		{"QueueRollBack", testQueueRollBack},
		{"QueueRetry", testQueueRetry},
		{"QueueLater", testQueueLater},
		{"QueueCompleteInTransaction", testQueueComplete},
		{"QueueFenced", testQueueFenced},
		{"Lease", testLease},
		{"LeaseEnds", testLeaseEnds},
		{"LeaseOne", testLeaseOne},
		{"Records", testRecords},
		{"Arrived", testArrived},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.test(t, open(t))
		})
	}
}
