package browser

import (
	_ "embed"
	"strings"

	"github.com/chromedp/chromedp"
)

//go:embed audit.js
var auditScript string

// Audit fails the test for each thing on the page that a keyboard or a screen reader cannot use: pictures without
// alt, controls without a name, bad references between elements, duplicate ids, roles without their parent,
// text of less contrast than WCAG 2.2 AA asks for (4.5:1, large text 3:1), controls that the Tab key does not reach.
func (p *Page) Audit() {
	p.t.Helper()
	var faults []string
	p.Do(chromedp.Evaluate(auditScript, &faults))
	if len(faults) > 0 {
		p.t.Errorf("the page is not accessible:\n%s", strings.Join(faults, "\n"))
	}
}
