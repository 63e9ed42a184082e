package schedule

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
	"time"
)

// zoneNames are UTC and the zones of zone.tab of the IANA database, which has one for each region and no outdated names.
//
//go:embed zones.txt
var zoneNames string

// Zones returns the names of the zones to choose from.
var Zones = sync.OnceValue(func() []string { return strings.Fields(zoneNames) })

// cities are names that people type for a zone and that are not in its own.
var cities = map[string]string{
	"beijing": "Asia/Shanghai", "北京": "Asia/Shanghai", "上海": "Asia/Shanghai", "香港": "Asia/Hong_Kong", "台北": "Asia/Taipei", "臺北": "Asia/Taipei",
	"新加坡": "Asia/Singapore", "东京": "Asia/Tokyo", "東京": "Asia/Tokyo", "伦敦": "Europe/London", "倫敦": "Europe/London", "巴黎": "Europe/Paris",
	"柏林": "Europe/Berlin", "纽约": "America/New_York", "紐約": "America/New_York", "洛杉矶": "America/Los_Angeles", "洛杉磯": "America/Los_Angeles",
	"悉尼": "Australia/Sydney", "雪梨": "Australia/Sydney", "gmt": "UTC", "washington": "America/New_York", "san francisco": "America/Los_Angeles",
}

// zoneForm is the form of an IANA name. Only names of this form are looked up.
var zoneForm = regexp.MustCompile(`^[A-Za-z]+(/[A-Za-z0-9_+-]+){1,2}$`)

// locations are the zones that were loaded, by name.
var locations sync.Map

// location returns a zone, UTC for a name that is not known.
func location(name string) *time.Location {
	if zone, ok := locations.Load(name); ok {
		return zone.(*time.Location)
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	locations.Store(name, zone)
	return zone
}

// ParseZone returns the IANA name of a zone, which may be given by its city: "London". Letter case and blanks for underscores
// make no difference; an outdated name is returned as it is. It returns false for any other text.
func ParseZone(text string) (string, bool) {
	text = strings.TrimSpace(text)
	if zone, ok := cities[strings.ToLower(text)]; ok {
		return zone, true
	}
	text = strings.ReplaceAll(text, " ", "_")
	for _, zone := range Zones() {
		if strings.EqualFold(zone, text) || strings.EqualFold(zone[strings.LastIndex(zone, "/")+1:], text) {
			return zone, true
		}
	}
	if _, err := time.LoadLocation(text); err != nil || !zoneForm.MatchString(text) {
		return "", false
	}
	return text, true
}
