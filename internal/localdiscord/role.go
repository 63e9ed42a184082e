package localdiscord

import "fmt"

// Role is a role of the guild.
type Role struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// EditorRoleID is the id of the role "Editors", which gives no permission.
const EditorRoleID = "900000000000000005"

// Roles returns the guild's roles without @everyone.
func Roles() []Role { return []Role{{EditorRoleID, "Editors"}} }

// roleOf returns the role with an id, as Discord sends it.
func roleOf(id string) (map[string]any, error) {
	for _, r := range Roles() {
		if r.ID == id {
			return map[string]any{"id": r.ID, "name": r.Name, "permissions": "0", "position": 1, "color": 0, "hoist": false, "managed": false, "mentionable": false, "flags": 0}, nil
		}
	}
	return nil, fmt.Errorf("there is no role %q", id)
}
