package gateway

import (
	"flag"
	"os"
	"testing"
)

// TestMain lets more tests run at the same time than there are processors: they wait for most of their time, since discordgo
// sleeps for a second in each Close.
func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", "8"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}
