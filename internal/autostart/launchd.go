package autostart

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// propertyList is the definition of an agent, see launchd.plist(5). 63 is the umask 0077.
const propertyList = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- Written by bot service install, and removed by bot service uninstall. -->
<plist version="1.0">
<dict>
	<key>Label</key><string>%s</string>
	<key>ProgramArguments</key><array>%s</array>
	<key>WorkingDirectory</key><string>%s</string>
	<key>EnvironmentVariables</key><dict><key>DISCORD_TOKEN_FILE</key><string>%s</string></dict>
	<key>StandardOutPath</key><string>%[5]s</string>
	<key>StandardErrorPath</key><string>%[5]s</string>
	<key>RunAtLoad</key><true/>
	<key>KeepAlive</key><dict><key>Crashed</key><true/></dict>
	<key>ProcessType</key><string>Background</string>
	<key>Umask</key><integer>63</integer>
</dict>
</plist>
`

// launchdAgent returns the definition of an agent that writes its log to a file.
func launchdAgent(p Program, log string) string {
	var arguments strings.Builder
	for _, a := range append([]string{p.File, "supervise"}, p.Flags...) {
		arguments.WriteString("<string>" + escapeXML(a) + "</string>")
	}
	return fmt.Sprintf(propertyList, name, &arguments, escapeXML(p.Dir), escapeXML(p.TokenFile), escapeXML(log))
}

func escapeXML(s string) string {
	var out strings.Builder
	_ = xml.EscapeText(&out, []byte(s)) // a Builder does not fail
	return out.String()
}
