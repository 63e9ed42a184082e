package opensearch

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"lede/internal/index"
	"lede/internal/names"
	"lede/internal/store"
)

// indexNames are the names of the aliases, and of the indices behind them.
type indexNames struct {
	articles, files               string // aliases, which are searched
	articlesVersion, filesVersion string // indices of this format, which are written
}

func namesOf(name string) indexNames {
	n := indexNames{articles: name, files: name + "-files"}
	n.articlesVersion = fmt.Sprintf("%s-v%d.%d", n.articles, format, store.Format)
	n.filesVersion = fmt.Sprintf("%s-v%d.%d", n.files, format, store.Format)
	return n
}

// prepare checks the cluster and creates the indices that are missing. Where there are none at all, the aliases lead to them
// at once; else when they are complete, see publish.
func (x *Index) prepare(ctx context.Context, o Options) error {
	if err := x.checkVersion(ctx); err != nil {
		return err
	}
	if x.IsSnapshot() {
		return nil
	}
	for _, one := range []struct {
		alias, name string
		mapping     object
	}{{x.names.articles, x.names.articlesVersion, articleMapping()}, {x.names.files, x.names.filesVersion, fileMapping()}} {
		if err := x.create(ctx, one.name, object{"settings": object{"index": settings(o)}, "mappings": one.mapping}); err != nil {
			return fmt.Errorf("create the index %s: %w", one.name, err)
		}
		old, err := x.behind(ctx, one.alias)
		if err != nil {
			return err
		}
		if len(old) == 0 {
			if err := x.alias(ctx, object{"add": object{"index": one.name, "alias": one.alias}}); err != nil {
				return err
			}
		}
	}
	return nil
}

// create creates an index, unless it is there: a cluster whose disks are nearly full refuses to create one, not to write to it.
func (x *Index) create(ctx context.Context, name string, body object) error {
	err := x.client.work(ctx, http.MethodHead, "/"+name, nil, nil)
	if !isMissing(err) {
		return err
	}
	if err = x.client.work(ctx, http.MethodPut, "/"+name, body, nil); isThere(err) {
		return nil // another process was faster
	}
	return err
}

// checkVersion refuses a server that is no OpenSearch, or too old.
func (x *Index) checkVersion(ctx context.Context) error {
	var root struct {
		Version struct {
			Distribution, Number string
		}
	}
	if err := x.client.call(ctx, http.MethodGet, "/", nil, &root); err != nil {
		if wrong := x.client.wrongScheme(ctx); wrong != nil {
			return wrong
		}
		return err
	}
	if root.Version.Distribution != "opensearch" {
		return fmt.Errorf("index.url: the server at %s is no OpenSearch", x.client.where)
	}
	if strings.HasPrefix(root.Version.Number, "1.") {
		return fmt.Errorf("index.url: OpenSearch at %s is %s; take 2.19 or newer", x.client.where, root.Version.Number)
	}
	return nil
}

// behind returns the indices behind an alias.
func (x *Index) behind(ctx context.Context, alias string) ([]string, error) {
	var out map[string]any
	err := x.client.work(ctx, http.MethodGet, "/_alias/"+alias, nil, &out)
	if err != nil && !isMissing(err) {
		return nil, err
	}
	var list []string
	for name := range out {
		if name != "error" && name != "status" {
			list = append(list, name)
		}
	}
	return list, nil
}

func (x *Index) alias(ctx context.Context, actions ...object) error {
	return x.client.work(ctx, http.MethodPost, "/_aliases", object{"actions": actions}, nil)
}

// publish leads the aliases to the indices of this format, in one step, and deletes those of another.
func (x *Index) publish(ctx context.Context) error {
	var actions []object
	for alias, name := range map[string]string{x.names.articles: x.names.articlesVersion, x.names.files: x.names.filesVersion} {
		old, err := x.behind(ctx, alias)
		if err != nil {
			return err
		}
		if len(old) == 1 && old[0] == name {
			continue
		}
		for _, o := range old {
			if o != name {
				actions = append(actions, object{"remove_index": object{"index": o}})
			}
		}
		actions = append(actions, object{"add": object{"index": name, "alias": alias}})
	}
	if len(actions) == 0 {
		return nil
	}
	return x.alias(ctx, actions...)
}

// state is what the whole index is like.
type state struct {
	Complete bool          `json:"complete"`
	Commit   uint64        `json:"commit"`
	Aliases  names.Aliases `json:"aliases"`
	Writer   string        `json:"writer,omitempty"` // the process that writes the index
	Claim    int64         `json:"claim,omitempty"`  // grows with each claim, see claim.go
}

// stateID is the id of the document with the state.
const stateID = "state"

// Drop deletes the indices.
func (x *Index) Drop(ctx context.Context) error {
	for _, name := range []string{x.names.articlesVersion, x.names.filesVersion} {
		if err := x.client.work(ctx, http.MethodDelete, "/"+name, nil, nil); err != nil && !isMissing(err) {
			return err
		}
	}
	return nil
}

var _ index.Engine = (*Index)(nil)
