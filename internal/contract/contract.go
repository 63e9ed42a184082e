// Package contract checks, in tests, the bodies that a bot sends against Discord's own description of its
// API (OpenAPI 3.1, repository discord/discord-api-spec, specs/openapi.json). The description is not part of
// this project: DISCORD_OPENAPI names a copy, and without it nothing is checked.
package contract

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Variable is the environment variable that names the description.
const Variable = "DISCORD_OPENAPI"

const resource = "openapi.json"

// Contract validates bodies; safe for concurrent use.
type Contract struct {
	t        testing.TB
	compiler *jsonschema.Compiler

	mu      sync.Mutex
	schemas map[string]*jsonschema.Schema
	checked int
}

// Load returns the contract of the description that DISCORD_OPENAPI names, or nil if it names none.
func Load(t testing.TB) *Contract {
	t.Helper()
	path := os.Getenv(Variable)
	if path == "" {
		return nil
	}
	raw, err := os.Open(path)
	if err != nil {
		t.Fatalf("%s: %v", Variable, err)
	}
	defer raw.Close()
	document, err := jsonschema.UnmarshalJSON(raw)
	if err != nil {
		t.Fatalf("%s: %v", Variable, err)
	}
	mend(document)
	c := &Contract{t: t, compiler: jsonschema.NewCompiler(), schemas: map[string]*jsonschema.Schema{}}
	if err := c.compiler.AddResource(resource, document); err != nil {
		t.Fatalf("%s: %v", Variable, err)
	}
	return c
}

// mend corrects, wherever it stands in a description, what that says otherwise than Discord does: permissions are a
// number written as a text (discord-api-docs, "Permissions"), and the description takes them for an integer.
func mend(value any) {
	switch v := value.(type) {
	case map[string]any:
		if properties, ok := v["properties"].(map[string]any); ok && properties["default_member_permissions"] != nil {
			properties["default_member_permissions"] = map[string]any{"type": []any{"null", "string"}, "pattern": "^[0-9]+$"}
		}
		for _, inner := range v {
			mend(inner)
		}
	case []any:
		for _, inner := range v {
			mend(inner)
		}
	}
}

// Check fails the test if a body is not what the description says of a route, which is written as there:
// "/interactions/{interaction_id}/{interaction_token}/callback". A nil Contract checks nothing.
func (c *Contract) Check(method, route string, body []byte) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.checked++
	if err := c.validate(method, route, body); err != nil {
		c.t.Errorf("%s %s breaks Discord's contract: %v\n%s", method, route, err, body)
	}
}

// Checked returns how many bodies were checked.
func (c *Contract) Checked() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.checked
}

func (c *Contract) validate(method, route string, body []byte) error {
	schema, err := c.schema(method, route)
	if err != nil {
		return err
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

// pointer writes a route as one token of a JSON pointer in an URL's fragment (RFC 6901, section 6).
var pointer = strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D")

// schema compiles the schema of a route's JSON body.
func (c *Contract) schema(method, route string) (*jsonschema.Schema, error) {
	at := fmt.Sprintf("%s#/paths/%s/%s/requestBody/content/application~1json/schema", resource, pointer.Replace(route), strings.ToLower(method))
	if s, ok := c.schemas[at]; ok {
		return s, nil
	}
	s, err := c.compiler.Compile(at)
	if err != nil {
		return nil, fmt.Errorf("no schema: %w", err)
	}
	c.schemas[at] = s
	return s, nil
}
