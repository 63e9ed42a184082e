package localdiscord

import "fmt"

func (c *checker) container(at string, item Component, s *sums) {
	c.count(at+".components", len(item.Components), 1, maxComponents)
	if color := item.AccentColor; color != nil && (*color < 0 || *color > 0xffffff) {
		c.refuse(at+".accent_color", "NUMBER_TYPE_MAX", "int value should be from 0 to %d.", 0xffffff)
	}
	c.children(at+".components", item.Components, containerTypes, s)
}

func (c *checker) section(at string, item Component, s *sums) {
	c.count(at+".components", len(item.Components), 1, 3)
	c.children(at+".components", item.Components, []int{typeText}, s)
	if item.Accessory == nil {
		c.refuse(at+".accessory", "BASE_TYPE_REQUIRED", "This field is required")
		return
	}
	c.component(at+".accessory", *item.Accessory, accessoryTypes, s)
}

// row checks a row of up to five buttons or one select.
func (c *checker) row(at string, item Component, s *sums) {
	c.count(at+".components", len(item.Components), 1, 5)
	c.children(at+".components", item.Components, rowTypes, s)
	for i, child := range item.Components {
		if child.Type == typeSelect && len(item.Components) > 1 {
			c.refuse(fmt.Sprintf("%s.components.%d", at, i), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width")
		}
	}
}

// linkStyle is the style of a button that opens an address.
const linkStyle = 5

func (c *checker) button(at string, item Component) {
	if item.Style < 1 || item.Style > linkStyle {
		c.refuse(at+".style", "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5).")
		return
	}
	least := 1
	if item.Emoji != nil {
		least = 0
	}
	c.length(at+".label", item.Label, least, 80)
	if item.Style != linkStyle {
		c.length(at+".custom_id", item.CustomID, 1, 100)
		if item.URL != "" {
			c.refuse(at+".url", "BUTTON_COMPONENT_URL_AND_STYLE_MISMATCH", "Only a link button has an URL")
		}
		return
	}
	c.length(at+".url", item.URL, 1, 512)
	c.url(at+".url", item.URL, 512)
	if item.CustomID != "" {
		c.refuse(at+".custom_id", "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A link button has no custom id")
	}
}

func (c *checker) selectMenu(at string, item Component) {
	c.length(at+".custom_id", item.CustomID, 1, 100)
	c.length(at+".placeholder", item.Placeholder, 0, 150)
	c.count(at+".options", len(item.Options), 1, 25)
	low, high := item.valueLimits()
	if low < 0 || low > min(high, len(item.Options)) {
		c.refuse(at+".min_values", "NUMBER_TYPE_MAX", "int value should be from 0 to max_values and the number of options.")
	}
	if high < 1 || high > len(item.Options) {
		c.refuse(at+".max_values", "NUMBER_TYPE_MAX", "int value should be from 1 to the number of options.")
	}
	c.selectOptions(at, item.Options, high)
}

func (c *checker) selectOptions(at string, options []SelectOption, maxDefaults int) {
	seen := map[string]bool{}
	defaults := 0
	for i, o := range options {
		path := fmt.Sprintf("%s.options.%d.", at, i)
		c.length(path+"label", o.Label, 1, 100)
		c.length(path+"value", o.Value, 1, 100)
		c.length(path+"description", o.Description, 0, 100)
		if seen[o.Value] {
			c.refuse(path+"value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used")
		}
		seen[o.Value] = true
		if o.Default {
			defaults++
		}
	}
	if defaults > maxDefaults {
		c.refuse(at+".options", "SELECT_COMPONENT_TOO_MANY_DEFAULTS", "More options are set by default than max_values allows")
	}
}

// media checks a picture's address and its description.
func (c *checker) media(at string, m *Media, description string) {
	if m == nil || m.URL == "" {
		c.refuse(at+".media.url", "BASE_TYPE_REQUIRED", "This field is required")
		return
	}
	c.url(at+".media.url", m.URL, 2048)
	c.length(at+".description", description, 0, 1024)
}
