package localdiscord

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// PublicKey returns the key that verifies interactions over HTTP, in hexadecimal digits.
func (s *Server) PublicKey() string {
	return hex.EncodeToString(s.key.Public().(ed25519.PublicKey))
}

// SigningKey returns the key that signs interactions over HTTP, for tests that forge them.
func (s *Server) SigningKey() ed25519.PrivateKey { return s.key }

// ping is the interaction that checks an endpoint.
const ping = 1

// SetEndpoint sets the address to which interactions are sent over HTTP; "" for the gateway. As Discord does, it sends a PING first,
// which must be answered, and one with a signature of another key, which must be refused with 401.
func (s *Server) SetEndpoint(ctx context.Context, address string) error {
	if address != "" {
		if err := s.checkEndpoint(ctx, address); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.endpoint = address
	return nil
}

// checkEndpoint checks how an endpoint answers PINGs.
func (s *Server) checkEndpoint(ctx context.Context, address string) error {
	if u, err := url.Parse(address); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return fmt.Errorf("%q is no address of an endpoint", address)
	}
	s.mu.Lock()
	body := fmt.Appendf(nil, `{"id":%q,"application_id":%q,"type":%d,"token":"ping","version":1}`, s.newID(), AppID, ping)
	s.mu.Unlock()
	_, foreign, err := ed25519.GenerateKey(nil)
	if err != nil {
		return err
	}
	status, _, err := request(ctx, address, foreign, body)
	if err != nil || status != http.StatusUnauthorized {
		return fmt.Errorf("the endpoint answers a wrong signature with %d, not 401: %w", status, orNone(err))
	}
	status, answer, err := request(ctx, address, s.key, body)
	var pong struct {
		Type int `json:"type"`
	}
	if err != nil || status != http.StatusOK || json.Unmarshal(answer, &pong) != nil || pong.Type != ping {
		return fmt.Errorf("the endpoint answers a PING with %d %.200q: %w", status, answer, orNone(err))
	}
	return nil
}

// errNoEndpoint is the cause where an endpoint has answered, though not as it should.
var errNoEndpoint = errors.New("it is no endpoint of this bot")

func orNone(err error) error {
	if err == nil {
		return errNoEndpoint
	}
	return err
}

// request signs a body as Discord does, sends it and returns the answer.
func request(ctx context.Context, address string, key ed25519.PrivateKey, body []byte) (status int, answer []byte, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Signature-Timestamp", stamp)
	r.Header.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(key, append([]byte(stamp), body...))))
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close()
	answer, err = io.ReadAll(io.LimitReader(response.Body, maxBody))
	return response.StatusCode, answer, err
}

// push sends an interaction to the endpoint and carries out the response in the answer.
func (s *Server) push(i *interaction, payload map[string]any) {
	s.mu.Lock()
	address := s.endpoint
	s.mu.Unlock()
	body, err := json.Marshal(payload)
	if err != nil {
		panic(err) // not possible: the server made it of what JSON has
	}
	ctx, cancel := context.WithTimeout(context.Background(), s.options.FirstResponse)
	defer cancel()
	status, answer, err := request(ctx, address, s.key, body)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("the endpoint answers with %d", status)
	}
	if err == nil {
		err = s.pushed(i, answer)
	}
	if err != nil {
		s.options.Log.Warn("an interaction got no valid response over HTTP", "interaction", i.id, "err", err)
	}
}

// pushed carries out the first response in the answer of an endpoint.
func (s *Server) pushed(i *interaction, answer []byte) error {
	if s.options.OnRequest != nil {
		s.options.OnRequest(http.MethodPost, "/interactions/{interaction_id}/{interaction_token}/callback", answer)
	}
	var c callbackBody
	if err := decode(answer, &c); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.respond(i, c)
}

func (s *Server) getApplication(*http.Request, []byte) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return map[string]any{"id": AppID, "name": botName, "description": "", "verify_key": s.PublicKey(), "interactions_endpoint_url": s.endpoint}, nil
}

// patchApplication sets the endpoint, as the developer portal does.
func (s *Server) patchApplication(r *http.Request, body []byte) (any, error) {
	var in struct {
		Endpoint *string `json:"interactions_endpoint_url"`
	}
	if err := decode(body, &in); err != nil {
		return nil, err
	}
	if in.Endpoint != nil {
		if err := s.SetEndpoint(r.Context(), *in.Endpoint); err != nil {
			c := &checker{}
			c.fail("interactions_endpoint_url", "Validation error: %v", err)
			return nil, c.result()
		}
	}
	return s.getApplication(r, body)
}
