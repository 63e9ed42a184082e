package localdiscord

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"time"
)

// Flags of a message.
const (
	flagSuppressEmbeds = 1 << 2
	flagEphemeral      = 1 << 6
	flagLoading        = 1 << 7
	flagComponentsV2   = 1 << 15
)

// Types of a first response.
const (
	respondMessage        = 4
	respondDeferred       = 5
	respondDeferredUpdate = 6
	respondUpdate         = 7
	respondChoices        = 8
	respondForm           = 9
)

// maxBody is the largest request body that is read, in bytes.
const maxBody = 1 << 20

// endpoint answers a request with a value that is written as JSON; nil is written as status 204.
type endpoint func(r *http.Request, body []byte) (any, error)

// routes returns the REST interface and the gateway.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /gateway-socket/", s.gateway)
	mux.HandleFunc("GET /attachments/{channel}/{id}/{name}", s.getAttachment)
	s.pageRoutes(mux)
	for _, version := range []string{"v9", "v10"} {
		add := func(method, route string, auth bool, f endpoint) {
			mux.HandleFunc(method+" /api/"+version+route, s.handler(method, route, auth, f))
		}
		add("GET", "/gateway", false, s.getGateway)
		add("GET", "/gateway/bot", true, s.getGatewayBot)
		add("GET", "/applications/@me", true, s.getApplication)
		add("PATCH", "/applications/@me", true, s.patchApplication)
		add("GET", "/users/@me", true, func(*http.Request, []byte) (any, error) { return botUser(), nil })
		add("POST", "/users/@me/channels", true, s.postDirect)
		add("GET", "/channels/{channel_id}", true, s.getChannel)
		add("POST", "/channels/{channel_id}/messages", true, s.postMessage)
		add("GET", "/applications/{application_id}/commands", true, s.getCommands)
		add("PUT", "/applications/{application_id}/commands", true, s.putCommands)
		add("GET", "/applications/{application_id}/guilds/{guild_id}/commands", true, s.getCommands)
		add("PUT", "/applications/{application_id}/guilds/{guild_id}/commands", true, s.putCommands)
		add("POST", "/interactions/{interaction_id}/{interaction_token}/callback", false, s.postCallback)
		add("POST", "/webhooks/{webhook_id}/{webhook_token}", false, s.postFollowUp)
		add("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", false, s.getOriginal)
		add("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", false, s.patchOriginal)
		add("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", false, s.deleteOriginal)
	}
	return mux
}

// handler wraps an endpoint: it reads the body, checks the authorization and writes the result.
func (s *Server) handler(method, route string, auth bool, f endpoint) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if err != nil {
			writeError(w, &apiError{http.StatusRequestEntityTooLarge, 0, "Request entity too large", nil})
			return
		}
		if s.options.OnRequest != nil && len(body) > 0 {
			s.options.OnRequest(method, route, body)
		}
		if auth && r.Header.Get("Authorization") != "Bot "+s.token {
			writeError(w, errUnauthorized)
			return
		}
		result, err := f(r, body)
		if err != nil {
			writeError(w, err)
			return
		}
		writeJSON(w, http.StatusOK, result)
	}
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	if value == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value) // fails if the client has gone
}

func writeError(w http.ResponseWriter, err error) {
	var api *apiError
	if !errors.As(err, &api) {
		api = &apiError{Status: http.StatusInternalServerError, Message: err.Error()}
	}
	writeJSON(w, api.Status, api)
}

func (s *Server) socketURL() string {
	return "ws://" + s.listener.Addr().String() + "/gateway-socket/"
}

func (s *Server) getGateway(*http.Request, []byte) (any, error) {
	return map[string]any{"url": s.socketURL()}, nil
}

func (s *Server) getGatewayBot(*http.Request, []byte) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return map[string]any{"url": s.socketURL(), "shards": s.recommended, "session_start_limit": map[string]int{
		"total": s.options.SessionStarts, "remaining": max(0, s.options.SessionStarts-len(s.identifies)), "reset_after": int(day.Milliseconds()),
		"max_concurrency": s.options.MaxConcurrency}}, nil
}

// day is the time for which Discord counts sessions. Here it never ends.
const day = 24 * time.Hour

func (s *Server) getCommands(r *http.Request, _ []byte) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := append([]Command{}, s.commands[r.PathValue("guild_id")]...)
	if r.URL.Query().Get("with_localizations") != "true" {
		for i := range list {
			list[i].Names, list[i].Descriptions = nil, nil
		}
	}
	return list, nil
}

// putCommands replaces all commands of a scope. One that keeps its name keeps its id.
func (s *Server) putCommands(r *http.Request, body []byte) (any, error) {
	var list []Command
	if err := decode(body, &list); err != nil {
		return nil, err
	}
	if err := checkCommands(list); err != nil {
		return nil, err
	}
	guild := r.PathValue("guild_id")
	if guild != "" && !s.hasGuild(guild) {
		return nil, &apiError{http.StatusForbidden, 50001, "Missing Access", nil}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.commands[guild]
	for i := range list {
		c := &list[i]
		c.ApplicationID, c.GuildID, c.Version = AppID, guild, s.newID()
		at := slices.IndexFunc(old, func(o Command) bool { return o.Name == c.Name })
		if at >= 0 {
			c.ID = old[at].ID
		} else {
			c.ID = s.newID()
		}
	}
	s.commands[guild] = list
	s.touch()
	return append([]Command{}, list...), nil
}

// open returns the interaction of a request's token, if the token is still valid. The server must be locked.
func (s *Server) open(r *http.Request) (*interaction, error) {
	token := r.PathValue("webhook_token") + r.PathValue("interaction_token")
	i, ok := s.interactions[token]
	if !ok || r.PathValue("webhook_id") != "" && r.PathValue("webhook_id") != AppID {
		return nil, errUnknown
	}
	if time.Since(i.created) > s.options.TokenLife {
		return nil, errExpired
	}
	return i, nil
}

// postCallback accepts the first response to an interaction.
func (s *Server) postCallback(r *http.Request, body []byte) (any, error) {
	var c callbackBody
	if err := decode(body, &c); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	i, err := s.open(r)
	if err != nil || i.id != r.PathValue("interaction_id") {
		return nil, errUnknown
	}
	return nil, s.respond(i, c)
}

// respond carries out a first response, if it is in time and the only one. The server must be locked.
func (s *Server) respond(i *interaction, c callbackBody) error {
	switch {
	case i.failed:
		return errUnknown
	case i.responded:
		return errAcknowledged
	}
	carryOut := s.callback
	if c.Type == respondForm {
		carryOut = func(i *interaction, c callbackBody) error { return s.showForm(i, c.Data) }
	}
	if err := carryOut(i, c); err != nil {
		return err
	}
	i.responded = true
	s.touch()
	return nil
}

// callback carries out a first response that is in time.
func (s *Server) callback(i *interaction, c callbackBody) error {
	data := &messageBody{}
	if len(c.Data) > 0 && string(c.Data) != "null" {
		if err := decode(c.Data, data); err != nil {
			return err
		}
	}
	onComponent := i.target != nil
	switch {
	case c.Type == respondMessage && i.kind != autocomplete:
		if err := checkMessage(data, nil); err != nil {
			return err
		}
		i.original = s.post(i, data)
	case c.Type == respondDeferred && i.kind != autocomplete:
		if data.Flags&^flagEphemeral != 0 || data.Content != nil || data.Embeds != nil || data.Components != nil {
			ch := &checker{}
			ch.fail("data", "A deferred response carries the ephemeral flag alone")
			return ch.result()
		}
		i.original = s.post(i, &messageBody{Flags: data.Flags | flagLoading})
	case c.Type == respondDeferredUpdate && onComponent:
		i.original = i.target
	case c.Type == respondUpdate && onComponent:
		if err := checkMessage(data, i.target); err != nil {
			return err
		}
		i.original = i.target
		i.target.apply(i, data)
	case c.Type == respondChoices && i.kind == autocomplete:
		if err := checkChoices(data); err != nil {
			return err
		}
		i.choices = *data.Choices
	default:
		return wrongResponse(c.Type)
	}
	return nil
}

// wrongResponse refuses a type of response.
func wrongResponse(kind int) error {
	c := &checker{}
	c.fail("type", "Not a response to this kind of interaction: %d", kind)
	return c.result()
}

// showForm carries out a first response that is a form. One form does not answer another one.
func (s *Server) showForm(i *interaction, data json.RawMessage) error {
	if i.kind != useCommand && i.kind != useComponent {
		return wrongResponse(respondForm)
	}
	var f formBody
	if err := decode(data, &f); err != nil {
		return err
	}
	if err := checkForm(f); err != nil {
		return err
	}
	number(f.Components)
	s.forms[i.user.ID] = openForm{Form{i.id, f.CustomID, f.Title, f.Components}, i.channel, i.target}
	return nil
}

func (s *Server) getOriginal(r *http.Request, _ []byte) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, err := s.openOriginal(r)
	if err != nil {
		return nil, err
	}
	return s.wire(i.original), nil
}

func (s *Server) openOriginal(r *http.Request) (*interaction, error) {
	i, err := s.open(r)
	if err != nil {
		return nil, err
	}
	if i.original == nil || i.original.Deleted {
		return nil, errUnknownMsg
	}
	return i, nil
}

func (s *Server) patchOriginal(r *http.Request, body []byte) (any, error) {
	var m messageBody
	if err := decode(body, &m); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	i, err := s.openOriginal(r)
	if err != nil {
		return nil, err
	}
	if err := checkMessage(&m, i.original); err != nil {
		return nil, err
	}
	i.original.apply(i, &m)
	s.touch()
	return s.wire(i.original), nil
}

func (s *Server) deleteOriginal(r *http.Request, _ []byte) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, err := s.openOriginal(r)
	if err != nil {
		return nil, err
	}
	i.original.Deleted = true
	s.touch()
	return nil, nil
}

func (s *Server) postFollowUp(r *http.Request, body []byte) (any, error) {
	var m messageBody
	if err := decode(body, &m); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	i, err := s.open(r)
	if err != nil {
		return nil, err
	}
	if !i.responded {
		return nil, errUnknown
	}
	if err := checkMessage(&m, nil); err != nil {
		return nil, err
	}
	message := s.post(i, &m)
	s.touch()
	return s.wire(message), nil
}

// botUser is the bot as Discord sends a user.
func botUser() map[string]any {
	return map[string]any{"id": AppID, "username": botName, "discriminator": "0", "bot": true, "avatar": nil}
}
