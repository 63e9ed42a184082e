//go:build !linux && !darwin && !windows

package autostart

import (
	"context"
	"errors"
)

var errNoManager = errors.New("there is no service manager here that Lede knows; bot supervise starts the bot again when it dies")

// Install returns an error.
func (User) Install(context.Context, Program) (string, error) { return "", errNoManager }

// Uninstall returns an error.
func (User) Uninstall(context.Context) error { return errNoManager }

// Status returns an error.
func (User) Status(context.Context) (string, error) { return "", errNoManager }
