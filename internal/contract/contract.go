// Package contract checks, in tests, the bodies that a bot sends against Discord's own description of its
// API (OpenAPI 3.1, repository discord/discord-api-spec, specs/openapi.json). The description is not part of
// this project: DISCORD_OPENAPI names a copy. Without it nothing is checked, except that with CI=true it is an error.
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

// Contract checks the bodies of one test. It is safe for concurrent use.
type Contract struct {
	t testing.TB
	*description

	mu      sync.Mutex
	checked int
}

// description compiles the schemas of an API description. It is safe for concurrent use.
type description struct {
	mu       sync.Mutex
	compiler *jsonschema.Compiler
	schemas  map[string]*jsonschema.Schema // by their address in the description
}

// read returns the description in a file.
func read(path string) (*description, error) {
	raw, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer raw.Close()
	document, err := jsonschema.UnmarshalJSON(raw)
	if err != nil {
		return nil, err
	}
	mend(document)
	d := &description{compiler: jsonschema.NewCompiler(), schemas: map[string]*jsonschema.Schema{}}
	return d, d.compiler.AddResource(resource, document)
}

// fromEnvironment is the description that DISCORD_OPENAPI names. Reading it takes 0.1 s, so the tests of a package share it.
var fromEnvironment = sync.OnceValues(func() (*description, error) { return read(os.Getenv(Variable)) })

// Load returns the contract of the description that DISCORD_OPENAPI names, for one test. The test fails if it checks no
// body. If the variable is empty, Load returns nil, and with CI=true it fails the test.
func Load(t testing.TB) *Contract {
	t.Helper()
	if os.Getenv(Variable) == "" {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s names no description of Discord's API; CI needs one", Variable)
		}
		return nil
	}
	d, err := fromEnvironment()
	if err != nil {
		t.Fatalf("%s: %v", Variable, err)
	}
	c := &Contract{t: t, description: d}
	t.Cleanup(func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.checked == 0 && !t.Failed() {
			t.Errorf("no body was checked against Discord's contract")
		}
	})
	return c
}

// mend corrects default_member_permissions everywhere in a description, which says integer. Discord sends and takes a
// decimal number in a string (discord-api-docs, "Permissions").
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

// Check fails the test if a body does not match the description of its route. The route is written as there, for example
// "/interactions/{interaction_id}/{interaction_token}/callback". A nil Contract checks nothing.
func (c *Contract) Check(method, route string, body []byte) {
	if c == nil {
		return
	}
	c.mu.Lock()
	c.checked++
	c.mu.Unlock()
	if err := c.validate(method, route, body); err != nil {
		c.t.Errorf("%s %s breaks Discord's contract: %v\n%s", method, route, err, body)
	}
}

// validate returns why a body does not match the description of its route, or nil.
func (d *description) validate(method, route string, body []byte) error {
	schema, err := d.schema(method, route)
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
func (d *description) schema(method, route string) (*jsonschema.Schema, error) {
	at := fmt.Sprintf("%s#/paths/%s/%s/requestBody/content/application~1json/schema", resource, pointer.Replace(route), strings.ToLower(method))
	d.mu.Lock()
	defer d.mu.Unlock()
	if s, ok := d.schemas[at]; ok {
		return s, nil
	}
	s, err := d.compiler.Compile(at)
	if err != nil {
		return nil, fmt.Errorf("no schema: %w", err)
	}
	d.schemas[at] = s
	return s, nil
}
