package opensearch_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"lede/internal/index"
	"lede/internal/index/opensearch"
)

// TestStopped has a cluster stop while its connections stay open: after some seconds a question is refused at once, and asked again when the
// cluster goes on.
func TestStopped(t *testing.T) {
	t.Parallel()
	stop, goOn := make(chan struct{}), make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-stop:
			select {
			case <-goOn:
			case <-r.Context().Done():
			}
		default:
		}
		if r.URL.Path != "/" {
			w.WriteHeader(http.StatusNotFound)
		}
		io.WriteString(w, `{"version":{"distribution":"opensearch","number":"2.19.0"},"error":{"type":"index_not_found_exception"}}`)
	}))
	defer s.Close()
	x, err := opensearch.Open(t.Context(), opensearch.Options{URL: s.URL}, index.Snapshot)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	ask := func() (took time.Duration, err error) {
		began := time.Now()
		_, err = x.Frequencies(t.Context(), []index.Term{{Field: "en", Text: "harvest"}})
		return time.Since(began), err
	}
	close(stop)
	for deadline := time.Now().Add(time.Minute); ; {
		took, err := ask()
		if !errors.Is(err, index.ErrUnavailable) || !strings.Contains(err.Error(), "check that it runs") {
			t.Errorf("while it is silent: %v", err)
		}
		if took < time.Second {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("every question waits")
		}
	}
	close(goOn)
	for {
		_, err := ask()
		if errors.Is(err, context.DeadlineExceeded) {
			time.Sleep(100 * time.Millisecond)
			continue
		}
		if !strings.Contains(err.Error(), "index_not_found") {
			t.Errorf("afterwards: %v", err)
		}
		return
	}
}
