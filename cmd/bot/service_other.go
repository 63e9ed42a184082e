//go:build !windows

package main

import "errors"

// serviceRun is `bot service run`, which only Windows needs.
type serviceRun struct{}

// Run returns an error.
func (serviceRun) Run() error {
	return errors.New("bot service run is for Windows, whose service manager starts it")
}
