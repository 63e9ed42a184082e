package wire

// Command is a slash command or a message command as it is registered, with the fields that a bot sets.
type Command struct {
	Type             int               `json:"type"`
	Name             string            `json:"name"`
	Names            map[string]string `json:"name_localizations,omitempty"` // of a message command
	Description      string            `json:"description"`
	Descriptions     map[string]string `json:"description_localizations"`
	Options          []CommandOption   `json:"options,omitempty"`
	Permissions      *string           `json:"default_member_permissions"`  // nil: everybody sees it
	Contexts         []int             `json:"contexts,omitempty"`          // of global commands only
	IntegrationTypes []int             `json:"integration_types,omitempty"` // of global commands only
}

// Types of an option.
const (
	TextOption       = 3
	BoolOption       = 5
	ChannelOption    = 7
	RoleOption       = 8
	AttachmentOption = 11
)

// CommandOption is an option of a Command.
type CommandOption struct {
	Type         int               `json:"type"`
	Name         string            `json:"name"`
	Description  string            `json:"description"`
	Descriptions map[string]string `json:"description_localizations"`
	Required     bool              `json:"required,omitempty"`
	MaxLength    int               `json:"max_length,omitempty"`
	Autocomplete bool              `json:"autocomplete,omitempty"`
	Choices      []CommandChoice   `json:"choices,omitempty"`
}

// CommandChoice is one value of an option that takes only listed ones.
type CommandChoice struct {
	Name  string            `json:"name"`
	Names map[string]string `json:"name_localizations"`
	Value string            `json:"value"`
}
