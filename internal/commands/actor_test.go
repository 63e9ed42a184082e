package commands

import (
	"strings"
	"testing"
)

// TestForgedAdminCommands holds that only those who may administer can use the commands for administrators, whatever
// the front end let through.
func TestForgedAdminCommands(t *testing.T) {
	s := serviceOver(t, t.TempDir())
	const all = ^uint64(0)
	for _, c := range []struct {
		who     string
		actor   Actor
		allowed bool
	}{
		{"the operator", Actor{Operator: true}, true},
		{"an administrator", Actor{User: "1", Guild: "2", Permissions: AdminPermission}, true},
		{"the owner", Actor{User: "1", Guild: "2", Permissions: all}, true},
		{"a member", Actor{User: "1", Guild: "2"}, false},
		{"a moderator", Actor{User: "1", Guild: "2", Permissions: all &^ AdminPermission}, false},
		{"an administrator in a direct message", Actor{User: "1", Permissions: all}, false},
		{"nobody", Actor{}, false},
	} {
		for _, name := range []string{"status", "reload"} {
			for l, sentence := range map[Locale]string{English: "Only administrators of the server may use /" + name + ". Ask one of them",
				Chinese: "只有服务器管理员可以使用 /" + name} {
				c.actor.Locale = l
				task := s.Accept(Input{Actor: c.actor, Action: Use{Command: name}})
				reply := task.Run(t.Context())
				if allowed := reply.Err == nil; allowed != c.allowed || !task.Ephemeral {
					t.Errorf("/%s by %s: allowed %v, ephemeral %v", name, c.who, allowed, task.Ephemeral)
				}
				if !c.allowed && !strings.HasPrefix(reply.Blocks[0].Text.String(), sentence) {
					t.Errorf("/%s by %s: %v", name, c.who, reply.Blocks)
				}
			}
		}
	}
	if s.Corpus.Status().LastSweep.IsZero() {
		t.Error("no reload was run")
	}
}
