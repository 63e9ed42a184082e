package bleveindex

import (
	"path/filepath"
	"testing"

	"lede/internal/index"
	"lede/internal/index/indextest"
)

// TestSuite runs the tests that every engine must pass.
func TestSuite(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	indextest.Run(t, func(t *testing.T, place string) index.Engine {
		x, _ := opened(t, filepath.Join(dir, place), index.Owner)
		return x
	})
}
