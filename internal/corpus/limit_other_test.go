//go:build !linux

package corpus_test

const (
	fileLimit     = "LEDE_TEST_FILE_LIMIT"
	canLimitFiles = false
)

func limitFiles() {}
