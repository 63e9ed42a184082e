package localdiscord

import (
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"
)

// Limits of the components of one message (Discord's component reference).
const (
	maxComponents = 40
	maxTexts      = 4000 // UTF-16 code units of all text displays together
	maxRows       = 5    // of a classic message
)

// maxProcessed bounds the UTF-8 bytes of all text displays with 12 more for each. Above it Discord answers
// with status 500, so Chinese text fails before its characters reach maxTexts (measured in
// discord/discord-api-docs, issue 8554).
const maxProcessed = 10170

// checkMessage checks a body that makes a message, or one that edits an old message.
func checkMessage(m *messageBody, old *Message) error {
	c := &checker{}
	if m.Content != nil {
		c.length("content", *m.Content, 0, 2000)
	}
	if m.Embeds != nil {
		c.embeds(*m.Embeds)
	}
	if m.Flags&^(flagEphemeral|flagSuppressEmbeds|flagComponentsV2) != 0 {
		c.refuse("flags", "MESSAGE_INVALID_FLAGS", "Invalid flags %d", m.Flags)
	}
	if m.Choices != nil {
		c.fail("choices", "Only an autocomplete takes choices")
	}
	if old == nil {
		old = &Message{}
	}
	v2 := m.Flags&flagComponentsV2 != 0
	if old.V2() && m.given["flags"] && !v2 {
		c.refuse("flags", "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", "The IS_COMPONENTS_V2 flag cannot be removed from a message")
	}
	var sums sums
	if m.Components != nil {
		sums = c.components(*m.Components, v2)
	}
	if v2 || old.V2() {
		c.noLegacy(m, old)
	}
	if err := c.result(); err != nil {
		return err
	}
	if sums.processed > maxProcessed {
		return errProcessed
	}
	if m.isEmpty(old, v2) {
		return errEmpty
	}
	return nil
}

// errProcessed is Discord's answer to a message above maxProcessed.
var errProcessed = &apiError{http.StatusInternalServerError, 0, "500: Internal Server Error", nil}

// isEmpty reports whether a message has nothing to show.
func (m *messageBody) isEmpty(old *Message, v2 bool) bool {
	noComponents := m.Components == nil || len(*m.Components) == 0
	if v2 {
		return noComponents && (m.given["components"] || len(old.Components) == 0)
	}
	return (m.Content == nil || *m.Content == "") && (m.Embeds == nil || len(*m.Embeds) == 0) && noComponents
}

// noLegacy refuses content and embeds in a message of Components V2. An edit that adds the flag must clear those of the
// message.
func (c *checker) noLegacy(m *messageBody, old *Message) {
	after := *old
	after.fill(&messageBody{Content: m.Content, Embeds: m.Embeds, given: m.given})
	for field, used := range map[string]bool{"content": after.Content != "", "embeds": len(after.Embeds) > 0} {
		if used {
			c.refuse(field, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
				"The '%s' field cannot be used when using MessageFlags.IS_COMPONENTS_V2", field)
		}
	}
}

// sums are the sums that Discord limits in a whole message.
type sums struct {
	components int
	texts      int
	processed  int
	ids        map[int]bool
	customIDs  map[string]bool
}

// The types that a component, or the message itself, may have as children.
var (
	topTypes       = []int{typeRow, typeSection, typeText, typeGallery, typeFile, typeSeparator, typeContainer}
	containerTypes = []int{typeRow, typeSection, typeText, typeGallery, typeFile, typeSeparator}
	rowTypes       = []int{typeButton, typeSelect}
	accessoryTypes = []int{typeButton, typeThumbnail}
)

// components checks the components of a message. Without Components V2 only rows are allowed.
func (c *checker) components(list []Component, v2 bool) sums {
	s := sums{ids: map[int]bool{}, customIDs: map[string]bool{}}
	allowed := topTypes
	if !v2 {
		allowed = []int{typeRow}
		if len(list) > maxRows {
			c.refuse("components", "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", maxRows)
		}
	}
	c.children("components", list, allowed, &s)
	if s.components > maxComponents {
		c.refuse("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "Total number of components cannot exceed %d", maxComponents)
	}
	if s.texts > maxTexts {
		c.refuse("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", "Components displayable text size exceeds maximum size of %d", maxTexts)
	}
	return s
}

func (c *checker) children(at string, list []Component, allowed []int, s *sums) {
	for i, child := range list {
		c.component(fmt.Sprintf("%s.%d", at, i), child, allowed, s)
	}
}

// component checks one component and all nested ones.
func (c *checker) component(at string, item Component, allowed []int, s *sums) {
	s.components++
	if !slices.Contains(allowed, item.Type) {
		choices := strings.Trim(strings.Join(strings.Fields(fmt.Sprint(allowed)), ", "), "[]")
		c.refuse(at+".type", "UNION_TYPE_CHOICES", `Value of field "type" must be one of (%s).`, choices)
		return
	}
	if item.ID < 0 || item.ID > math.MaxInt32 {
		c.refuse(at+".id", "NUMBER_TYPE_MAX", "int value should be from 0 to %d.", math.MaxInt32)
	}
	if item.ID != 0 && s.ids[item.ID] {
		c.refuse(at+".id", "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")
	}
	s.ids[item.ID] = true
	if item.CustomID != "" && s.customIDs[item.CustomID] {
		c.refuse(at+".custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
	}
	s.customIDs[item.CustomID] = true
	switch item.Type {
	case typeContainer:
		c.container(at, item, s)
	case typeSection:
		c.section(at, item, s)
	case typeRow:
		c.row(at, item, s)
	case typeLabel:
		c.label(at, item, s)
	case typeText:
		s.texts += c.length(at+".content", item.Content, 1, maxTexts)
		s.processed += len(item.Content) + 12
	default:
		c.leaf(at, item)
	}
}

func (c *checker) leaf(at string, item Component) {
	switch item.Type {
	case typeButton:
		c.button(at, item)
	case typeSelect:
		c.selectMenu(at, item)
	case typeInput:
		c.input(at, item)
	case typeThumbnail:
		c.media(at, item.Media, item.Description)
	case typeGallery:
		c.count(at+".items", len(item.Items), 1, 10)
		for i, picture := range item.Items {
			c.media(fmt.Sprintf("%s.items.%d", at, i), picture.Media, picture.Description)
		}
	case typeFile:
		c.fail(at, "The local Discord shows no files")
	case typeSeparator:
		if item.Spacing != nil && (*item.Spacing < 1 || *item.Spacing > 2) {
			c.refuse(at+".spacing", "BASE_TYPE_CHOICES", "Value must be one of (1, 2).")
		}
	}
}

// count checks how many elements a list has.
func (c *checker) count(at string, n, low, high int) {
	if n < low || n > high {
		c.refuse(at, "BASE_TYPE_BAD_LENGTH", "Must be between %d and %d in length.", low, high)
	}
}
