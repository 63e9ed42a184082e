package main

import "os"

// askToEnd kills the process, since Windows has no signal that asks. The bot loses nothing by it.
func askToEnd(p *os.Process) error { return p.Kill() }
