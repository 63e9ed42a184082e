package autostart

import (
	"fmt"
	"path/filepath"
	"strings"
)

// userUnit is a unit of a user's systemd: its service is that of service/lede.service, without what only the system's may set.
const userUnit = `# Written by bot service install, and removed by bot service uninstall.
[Unit]
Description=%s
StartLimitIntervalSec=0

[Service]
Type=notify
WorkingDirectory=%s
ExecStart=%s
ExecReload=/bin/kill -HUP $MAINPID
Environment=%s
# Further variables, such as a database's address with its password; the file should have mode 0600.
EnvironmentFile=-%s
# 1 is an error that starting again does not cure, such as a wrong token; the log says which.
Restart=on-failure
RestartPreventExitStatus=1
RestartSec=1
RestartSteps=6
RestartMaxDelaySec=60
TimeoutStartSec=600
TimeoutStopSec=15
WatchdogSec=120
UMask=0077
NoNewPrivileges=yes

[Install]
WantedBy=default.target
`

// systemdUnit returns the definition of a user unit.
func systemdUnit(p Program) string {
	command := quoteArgument(p.File)
	for _, flag := range p.Flags {
		command += " " + quoteArgument(flag)
	}
	return fmt.Sprintf(userUnit, description, escapeSpecifier(p.Dir), command, quoteSetting("DISCORD_TOKEN_FILE="+p.TokenFile),
		escapeSpecifier(filepath.Join(p.Dir, name+".env")))
}

// escapeSpecifier doubles percent signs, which begin a specifier in every setting of a unit; see systemd.unit(5).
func escapeSpecifier(s string) string { return strings.ReplaceAll(s, "%", "%%") }

// quoteSetting quotes a word of a list, see "Quoting" in systemd.syntax(7).
func quoteSetting(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(escapeSpecifier(s)) + `"`
}

// quoteArgument quotes an argument of ExecStart=, where a dollar sign begins a variable; see systemd.service(5).
func quoteArgument(s string) string { return strings.ReplaceAll(quoteSetting(s), "$", "$$") }
