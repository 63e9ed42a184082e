package localdiscord

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"time"
)

//go:embed web
var webFiles embed.FS

// Members returns the users that the reader of the page can be: English and Chinese ones, one an administrator.
func Members() []User {
	return []User{
		{ID: "800000000000000011", Name: "Ada", Locale: "en-US", Admin: true},
		{ID: "800000000000000012", Name: "Ben", Locale: "en-GB"},
		{ID: "800000000000000013", Name: "小林", Locale: "zh-CN"},
		{ID: "800000000000000014", Name: "雅婷", Locale: "zh-TW"},
	}
}

// member returns the member with an id.
func member(id string) (User, error) {
	for _, u := range Members() {
		if u.ID == id {
			return u, nil
		}
	}
	return User{}, fmt.Errorf("there is no member %q", id)
}

// pageRoutes adds the page and what its script calls, for this machine's browser only.
func (s *Server) pageRoutes(mux *http.ServeMux) {
	files, err := fs.Sub(webFiles, "web")
	if err != nil {
		panic(err) // not possible: the folder is embedded above
	}
	mux.Handle("GET /", s.local(http.FileServerFS(files)))
	mux.Handle("GET /page/members", s.local(http.HandlerFunc(s.pageMembers)))
	mux.Handle("GET /page/events", s.local(http.HandlerFunc(s.pageEvents)))
	mux.Handle("POST /page/slash", s.local(action(s.pageSlash)))
	mux.Handle("POST /page/autocomplete", s.local(action(s.pageAutocomplete)))
	mux.Handle("POST /page/component", s.local(action(s.pageComponent)))
	mux.Handle("POST /page/dismiss", s.local(action(s.pageDismiss)))
}

// policy allows the page to load its own files and call its own server only.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

// local passes requests on whose Host is this server and whose Origin, if they have one, is this page. Other sites cannot
// call the server through the reader's browser.
func (s *Server) local(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.isLocal(r) {
			http.Error(w, "this page is for this machine alone; open "+s.URL(), http.StatusForbidden)
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

func (s *Server) isLocal(r *http.Request) bool {
	_, port, _ := splitHost(s.listener.Addr().String())
	host, given, ok := splitHost(r.Host)
	if !ok || given != port || host != "127.0.0.1" && host != "localhost" {
		return false
	}
	origin := r.Header.Get("Origin")
	return origin == "" && r.Method == http.MethodGet || origin == "http://"+r.Host
}

func splitHost(hostport string) (host, port string, ok bool) {
	u, err := url.Parse("http://" + hostport)
	if err != nil {
		return "", "", false
	}
	return u.Hostname(), u.Port(), true
}

// use is what the page's script sends.
type use struct {
	User     string         `json:"user"`
	Name     string         `json:"name"`
	Options  map[string]any `json:"options"`
	Focused  string         `json:"focused"`
	Message  string         `json:"message"`
	CustomID string         `json:"custom_id"`
	Values   []string       `json:"values"`
}

// action returns a handler that answers with the result of f as JSON, or with its error.
func action(f func(ctx context.Context, u User, use use) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var in use
		d := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
		d.DisallowUnknownFields()
		err := d.Decode(&in)
		var u User
		if err == nil {
			u, err = member(in.User)
		}
		var out any
		if err == nil {
			out, err = f(r.Context(), u, in)
		}
		if err != nil {
			writeJSON(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
			return
		}
		writeJSON(w, http.StatusOK, out)
	}
}

func (s *Server) pageSlash(_ context.Context, u User, in use) (any, error) {
	_, err := s.Slash(u, in.Name, in.Options)
	return nil, err
}

func (s *Server) pageAutocomplete(ctx context.Context, u User, in use) (any, error) {
	choices, err := s.Autocomplete(ctx, u, in.Name, in.Focused, in.Options)
	return append([]Choice{}, choices...), err
}

func (s *Server) pageComponent(_ context.Context, u User, in use) (any, error) {
	_, err := s.Press(u, in.Message, in.CustomID, in.Values...)
	return nil, err
}

func (s *Server) pageDismiss(_ context.Context, u User, in use) (any, error) {
	s.Dismiss(u, in.Message)
	return nil, nil
}

func (s *Server) pageMembers(w http.ResponseWriter, _ *http.Request) {
	var out []map[string]any
	for _, u := range Members() {
		out = append(out, map[string]any{"id": u.ID, "name": u.Name, "locale": u.Locale, "admin": u.Admin})
	}
	writeJSON(w, http.StatusOK, map[string]any{"members": out, "bot": botName, "channel": ChannelID})
}

// view is the channel as one user sees it.
type view struct {
	Connected bool          `json:"connected"` // a bot is connected
	Commands  []Command     `json:"commands"`
	Messages  []messageView `json:"messages"`
	Greeting  *Greeting     `json:"greeting"` // nil if there is a message
}

type messageView struct {
	ID         string      `json:"id"`
	Sent       time.Time   `json:"sent"`
	Asker      string      `json:"asker"`
	Command    string      `json:"command"` // "" for the answer to a component
	Content    string      `json:"content"`
	Embeds     []Embed     `json:"embeds"`
	Components []Component `json:"components"`
	Ephemeral  bool        `json:"ephemeral"`
	Loading    bool        `json:"loading"`
	Failed     bool        `json:"failed"`
	Edited     bool        `json:"edited"`
}

// view returns the channel as a user sees it now.
func (s *Server) view(u User) view {
	v := view{Commands: append([]Command{}, s.CommandsFor(u)...), Messages: []messageView{}}
	for _, m := range s.Messages(u) {
		v.Messages = append(v.Messages, messageView{ID: m.ID, Sent: m.Sent, Asker: m.Asker.Name, Command: m.command,
			Content: m.Content, Embeds: m.Embeds, Components: m.Components, Ephemeral: m.Ephemeral(),
			Loading: m.Loading(), Failed: m.Failed, Edited: m.Edits > 0 && !m.Loading()})
	}
	v.Connected = s.Connected()
	if len(v.Messages) == 0 {
		v.Greeting = s.options.greeting(u.Locale)
	}
	return v
}

// keepAlive is how often a comment is sent while nothing changes, so that the browser keeps the stream open.
const keepAlive = 15 * time.Second

// pageEvents sends a user's view of the channel, and again after each change, as server-sent events.
func (s *Server) pageEvents(w http.ResponseWriter, r *http.Request) {
	u, err := member(r.URL.Query().Get("user"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	stream := http.NewResponseController(w)
	for changed := s.change(); changed != nil; {
		raw, err := json.Marshal(s.view(u))
		if err != nil {
			return // not possible: the view has an encoding
		}
		fmt.Fprintf(w, "data: %s\n\n", raw)
		if stream.Flush() != nil || !awaitChange(r.Context(), changed, w, stream) {
			return
		}
		changed = s.change()
	}
}

// awaitChange waits for a change and keeps the stream open. It returns false if the reader has gone.
func awaitChange(ctx context.Context, changed <-chan struct{}, w io.Writer, stream *http.ResponseController) bool {
	for {
		select {
		case <-changed:
			return true
		case <-ctx.Done():
			return false
		case <-time.After(keepAlive):
			fmt.Fprint(w, ": still here\n\n")
			if stream.Flush() != nil {
				return false
			}
		}
	}
}
