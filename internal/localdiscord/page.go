package localdiscord

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"time"
)

//go:embed web
var webFiles embed.FS

// Members returns the users that the reader of the page can be: English and Chinese ones, an administrator and an editor
// among them.
func Members() []User {
	return []User{
		{ID: "800000000000000011", Name: "Ada", Locale: "en-US", Admin: true},
		{ID: "800000000000000012", Name: "Ben", Locale: "en-GB"},
		{ID: "800000000000000013", Name: "小林", Locale: "zh-CN"},
		{ID: "800000000000000014", Name: "雅婷", Locale: "zh-TW"},
		{ID: "800000000000000015", Name: "Mia", Locale: "en-US", Roles: []string{EditorRoleID}},
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

// pageRoutes adds the page and what its script calls. The page and its calls require the key; its files are no secret.
func (s *Server) pageRoutes(mux *http.ServeMux) {
	files, err := fs.Sub(webFiles, "web")
	if err != nil {
		panic(err) // not possible: the folder is embedded above
	}
	mux.Handle("GET /", http.FileServerFS(files))
	for route, h := range map[string]http.HandlerFunc{
		"GET /{$}":          func(w http.ResponseWriter, r *http.Request) { http.ServeFileFS(w, r, files, "index.html") },
		"GET /page/members": s.pageMembers, "GET /page/events": s.pageEvents,
		"POST /page/slash": action(s.pageSlash), "POST /page/autocomplete": action(s.pageAutocomplete),
		"POST /page/component": action(s.pageComponent), "POST /page/dismiss": action(s.pageDismiss),
		"POST /page/upload": s.pageUpload, "POST /page/write": action(s.pageWrite), "POST /page/on": action(s.pageUseOn),
		"POST /page/submit": action(s.pageSubmit), "POST /page/close": action(s.pageClose),
	} {
		mux.Handle(route, s.withKey(h))
	}
}

// use is what the page's script sends.
type use struct {
	User     string         `json:"user"`
	Channel  string         `json:"channel"`
	Name     string         `json:"name"`
	Options  map[string]any `json:"options"`
	Focused  string         `json:"focused"`
	Message  string         `json:"message"`
	CustomID string         `json:"custom_id"`
	Values   []string       `json:"values"`

	Text    string            `json:"text"`    // of a message
	Uploads []string          `json:"uploads"` // ids of files
	Form    string            `json:"form"`    // its id
	Fields  map[string]string `json:"fields"`  // values of a form's inputs by their custom ids
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
	_, err := s.SlashIn(in.Channel, u, in.Name, in.Options)
	return nil, err
}

func (s *Server) pageAutocomplete(ctx context.Context, u User, in use) (any, error) {
	choices, err := s.autocompleteIn(ctx, in.Channel, u, in.Name, in.Focused, in.Options)
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

func (s *Server) pageWrite(_ context.Context, u User, in use) (any, error) {
	_, err := s.Write(in.Channel, u, in.Text, in.Uploads...)
	return nil, err
}

func (s *Server) pageUseOn(_ context.Context, u User, in use) (any, error) {
	_, err := s.UseOn(u, in.Name, in.Message)
	return nil, err
}

func (s *Server) pageSubmit(_ context.Context, u User, in use) (any, error) {
	_, err := s.Submit(u, in.Form, in.Fields)
	return nil, err
}

func (s *Server) pageClose(_ context.Context, u User, _ use) (any, error) {
	s.CloseForm(u)
	return nil, nil
}

func (s *Server) pageMembers(w http.ResponseWriter, _ *http.Request) {
	var out []map[string]any
	for _, u := range Members() {
		out = append(out, map[string]any{"id": u.ID, "name": u.Name, "locale": u.Locale, "admin": u.Admin, "roles": append([]string{}, u.Roles...)})
	}
	writeJSON(w, http.StatusOK, map[string]any{"members": out, "roles": Roles(), "bot": botName})
}

// view is a channel as one user sees it.
type view struct {
	Channel   string        `json:"channel"` // its id
	Channels  []channelView `json:"channels"`
	Connected bool          `json:"connected"`           // a bot is connected
	PushedOut time.Time     `json:"pushed_out,omitzero"` // when a second bot last took the place of a connected one; zero for never
	Commands  []Command     `json:"commands"`
	Messages  []messageView `json:"messages"`
	Greeting  *Greeting     `json:"greeting"` // nil if there is a message
	Form      *Form         `json:"form"`     // what the user is asked to fill in; nil for nothing
}

// channelView is a channel in the list of those that a user sees.
type channelView struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Direct bool   `json:"direct"`
	Newest string `json:"newest"` // id of the newest message that the user sees; "" for none
}

// fileView is a file on a message.
type fileView struct {
	Name string `json:"name"`
	Size int    `json:"size"`
	URL  string `json:"url"` // on this server
}

type messageView struct {
	ID         string      `json:"id"`
	Author     string      `json:"author"` // "" for the bot
	Files      []fileView  `json:"files"`
	Sent       time.Time   `json:"sent"`
	Asker      string      `json:"asker"`
	Command    string      `json:"command"` // "/ask"; "" for the answer to a component
	Content    string      `json:"content"`
	Embeds     []Embed     `json:"embeds"`
	Components []Component `json:"components"`
	Ephemeral  bool        `json:"ephemeral"`
	Loading    bool        `json:"loading"`
	Failed     bool        `json:"failed"`
	Edited     bool        `json:"edited"`
}

// view returns a channel as a user sees it now.
func (s *Server) view(u User, c Channel) view {
	v := view{Channel: c.ID, Commands: append([]Command{}, s.commandsIn(c, u)...), Messages: []messageView{}}
	newest := map[string]string{}
	for _, m := range s.Messages(u) {
		newest[m.Channel] = m.ID
		if m.Channel != c.ID {
			continue
		}
		v.Messages = append(v.Messages, s.messageView(m))
	}
	if f, ok := s.FormOf(u); ok {
		v.Form = &f
	}
	for _, c := range s.ChannelsFor(u) {
		v.Channels = append(v.Channels, channelView{c.ID, c.Name, c.User != "", newest[c.ID]})
	}
	v.Connected, v.PushedOut = s.Connected(), s.lastPushedOut()
	if len(v.Messages) == 0 && c.ID == ChannelID {
		v.Greeting = s.options.greeting(u.Locale)
	}
	return v
}

func (s *Server) messageView(m Message) messageView {
	v := messageView{ID: m.ID, Sent: m.Sent, Asker: m.Asker.Name, Command: m.command,
		Content: m.Content, Embeds: m.Embeds, Components: m.Components, Ephemeral: m.Ephemeral(),
		Loading: m.Loading(), Failed: m.Failed, Edited: m.Edits > 0 && !m.Loading()}
	if m.Author != nil {
		v.Author = m.Author.Name
	}
	for _, a := range m.Attachments {
		v.Files = append(v.Files, fileView{a.Name, a.Size, s.attachmentURL(a)})
	}
	return v
}

// keepAlive is how often a comment is sent while nothing changes, so that the browser keeps the stream open.
const keepAlive = 15 * time.Second

// pageEvents sends a user's view of a channel, and again after each change, as server-sent events.
func (s *Server) pageEvents(w http.ResponseWriter, r *http.Request) {
	u, err := member(r.URL.Query().Get("user"))
	var c Channel
	if err == nil {
		c, err = s.place(u, r.URL.Query().Get("channel"))
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	stream := eventStream{w, http.NewResponseController(w)}
	_ = stream.control.SetReadDeadline(time.Time{}) // the server's timeout is for requests that end
	for changed := s.change(); changed != nil; {
		raw, err := json.Marshal(s.view(u, c))
		if err != nil {
			return // not possible: the view has an encoding
		}
		if !stream.send("data: "+string(raw)) || !awaitChange(r.Context(), changed, stream) {
			return
		}
		changed = s.change()
	}
}

// eventStream is a stream of server-sent events.
type eventStream struct {
	w       io.Writer
	control *http.ResponseController
}

// send sends an event. It returns false if the reader has gone, or does not take it within writeTimeout.
func (e eventStream) send(event string) bool {
	_ = e.control.SetWriteDeadline(time.Now().Add(writeTimeout))
	_, err := fmt.Fprint(e.w, event, "\n\n")
	return err == nil && e.control.Flush() == nil
}

// awaitChange waits for a change and keeps the stream open. It returns false if the reader has gone.
func awaitChange(ctx context.Context, changed <-chan struct{}, stream eventStream) bool {
	for {
		select {
		case <-changed:
			return true
		case <-ctx.Done():
			return false
		case <-time.After(keepAlive):
			if !stream.send(": still here") {
				return false
			}
		}
	}
}
