package commands_test

import (
	"strings"
	"testing"

	"lede/internal/commands"
	"lede/internal/testkit"
)

// TestForgedAdminCommands checks that only those who may administer can use the commands for administrators, whatever
// the front end let through.
func TestForgedAdminCommands(t *testing.T) {
	s := testkit.ServiceOver(t, testkit.OpenCorpus(t, t.TempDir()), nil)
	const all = ^uint64(0)
	for _, c := range []struct {
		who     string
		actor   commands.Actor
		allowed bool
	}{
		{"the operator", commands.Actor{Operator: true}, true},
		{"an administrator", commands.Actor{User: "1", Guild: "2", Permissions: commands.AdminPermission}, true},
		{"the owner", commands.Actor{User: "1", Guild: "2", Permissions: all}, true},
		{"a member", commands.Actor{User: "1", Guild: "2"}, false},
		{"a moderator", commands.Actor{User: "1", Guild: "2", Permissions: all &^ commands.AdminPermission}, false},
		{"an administrator in a direct message", commands.Actor{User: "1", Permissions: all}, false},
		{"nobody", commands.Actor{}, false},
	} {
		for _, name := range []string{"status", "reload"} {
			for l, sentence := range map[commands.Locale]string{commands.English: "Only administrators of the server may use /" + name + ". Ask one of them",
				commands.Chinese: "只有服务器管理员可以使用 /" + name} {
				c.actor.Locale = l
				task := s.Accept(commands.Input{Actor: c.actor, Action: commands.Use{Command: name}})
				reply := task.Run(t.Context())
				if allowed := reply.Err == nil; allowed != c.allowed || !task.Ephemeral {
					t.Errorf("/%s by %s: allowed %v, ephemeral %v", name, c.who, allowed, task.Ephemeral)
				}
				if !c.allowed && !strings.HasPrefix(said(reply), sentence) {
					t.Errorf("/%s by %s: %v", name, c.who, said(reply))
				}
			}
		}
	}
	if s.Corpus.Status().LastSweep.IsZero() {
		t.Error("no reload was run")
	}
}
