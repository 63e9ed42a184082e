package corpus_test

import (
	"os"
	"os/signal"
	"strconv"
	"syscall"
)

// fileLimit is the environment's name for how large a file of a child may become.
const fileLimit = "LEDE_TEST_FILE_LIMIT"

const canLimitFiles = true

// limitFiles sets the limit, if there is one. Writing beyond it fails, as on a full disk.
func limitFiles() {
	n, err := strconv.ParseUint(os.Getenv(fileLimit), 10, 64)
	if err != nil {
		return
	}
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
		panic(err)
	}
}
