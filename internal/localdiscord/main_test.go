package localdiscord

import (
	"os"
	"testing"

	"lede/internal/testkit/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }
