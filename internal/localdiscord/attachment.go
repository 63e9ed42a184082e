package localdiscord

import (
	"cmp"
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strings"
	"time"
)

// Attachment is a file that a user has uploaded, for an option of a command or with a message.
type Attachment struct {
	ID   string
	Name string
	Type string // media type; "" if the name does not say it
	Size int    // bytes

	channel string
	key     string // in its address
	raw     []byte
}

// maxUpload is the largest file that a user without a subscription uploads to Discord, in bytes.
const maxUpload = 10 << 20

// uploadsKept is how many files are kept; then the oldest ones go.
const uploadsKept = 20

// oddName are the characters of a file's name that Discord replaces.
var oddName = regexp.MustCompile(`[^\pL\pN._-]+`)

// Upload keeps a file of a user and returns it, as the client does before it sends it.
func (s *Server) Upload(channel, name string, raw []byte) (Attachment, error) {
	name = strings.Trim(oddName.ReplaceAllString(path.Base(name), "_"), ".")
	if len(raw) > maxUpload {
		return Attachment{}, fmt.Errorf("%s is larger than %d MB", name, maxUpload>>20)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	a := Attachment{ID: s.newID(), Name: cmp.Or(name, "file"), Type: mime.TypeByExtension(path.Ext(name)), Size: len(raw),
		channel: cmp.Or(channel, ChannelID), key: rand.Text(), raw: raw}
	s.uploads = append(s.uploads, a)
	s.uploads = s.uploads[max(0, len(s.uploads)-uploadsKept):]
	return a, nil
}

// attachment returns an uploaded file. The server must be locked.
func (s *Server) attachment(id string) (Attachment, bool) {
	for _, a := range s.uploads {
		if a.ID == id {
			return a, true
		}
	}
	return Attachment{}, false
}

// attachmentURL returns the address of a file. As on Discord it has a signature that nobody can guess.
func (s *Server) attachmentURL(a Attachment) string {
	return s.URL() + "/attachments/" + a.channel + "/" + a.ID + "/" + url.PathEscape(a.Name) + "?hm=" + a.key
}

// attachmentWire returns a file as Discord sends it.
func (s *Server) attachmentWire(a Attachment) map[string]any {
	address := s.attachmentURL(a)
	out := map[string]any{"id": a.ID, "filename": a.Name, "size": a.Size, "url": address, "proxy_url": address}
	if a.Type != "" {
		out["content_type"] = a.Type
	}
	return out
}

// getAttachment serves a file to whoever has its address, as Discord's CDN does.
func (s *Server) getAttachment(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	a, ok := s.attachment(r.PathValue("id"))
	s.mu.Unlock()
	if !ok || subtle.ConstantTimeCompare([]byte(r.URL.Query().Get("hm")), []byte(a.key)) != 1 {
		http.Error(w, "This content is no longer available.", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", cmp.Or(a.Type, "application/octet-stream"))
	w.Header().Set("Content-Disposition", "attachment")
	_, _ = w.Write(a.raw) // fails if the client has gone
}

// pageUpload keeps a file that the page sends, and answers with its id.
func (s *Server) pageUpload(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpload))
	if err != nil {
		writeJSON(w, http.StatusRequestEntityTooLarge, map[string]string{"error": fmt.Sprintf("A file may have %d MB at most.", maxUpload>>20)})
		return
	}
	a, err := s.Upload(r.URL.Query().Get("channel"), r.URL.Query().Get("name"), raw)
	if err != nil {
		writeJSON(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
		return
	}
	writeJSON(w, http.StatusOK, map[string]string{"id": a.ID, "name": a.Name})
}

// Write posts a message of a user in a channel that they see, with uploaded files. The bot gets no event of it: it has no
// intents.
func (s *Server) Write(channel string, u User, text string, uploads ...string) (id string, err error) {
	c, err := s.place(u, channel)
	if err != nil {
		return "", err
	}
	if n := units(text); n > 2000 || n == 0 && len(uploads) == 0 {
		return "", fmt.Errorf("a message has 1 to 2000 characters, not %d", n)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	m := &Message{ID: s.newID(), Channel: c.ID, Author: &u, Content: text, Sent: time.Now(), posted: true}
	for _, id := range uploads {
		a, ok := s.attachment(id)
		if !ok {
			return "", fmt.Errorf("there is no file %s", id)
		}
		m.Attachments = append(m.Attachments, a)
	}
	s.keep(m)
	s.touch()
	return m.ID, nil
}
