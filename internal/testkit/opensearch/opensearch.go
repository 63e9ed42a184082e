// Package opensearch gives tests the address of an OpenSearch that runs already. It imports nothing of Lede.
package opensearch

import (
	"crypto/rand"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

// Index returns the address of an index that does not exist. What its name begins is deleted at the end of the test. OpenSearch is at the address
// in TEST_OPENSEARCH; without it the test is skipped, except in the gate, which starts one.
func Index(t testing.TB) string {
	t.Helper()
	address := strings.TrimSuffix(os.Getenv("TEST_OPENSEARCH"), "/")
	if address == "" && os.Getenv("CI") != "" {
		t.Fatal("TEST_OPENSEARCH is not set; the gate starts an OpenSearch for this test")
	}
	if address == "" {
		t.Skip("TEST_OPENSEARCH names no OpenSearch")
	}
	name := "test-" + strings.ToLower(rand.Text()[:12])
	t.Cleanup(func() {
		req, err := http.NewRequest(http.MethodDelete, address+"/"+name+"*", nil)
		if err != nil {
			t.Fatal(err)
		}
		client := http.Client{Timeout: 30 * time.Second}
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
	})
	return address + "/" + name
}
