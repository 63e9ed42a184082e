package main

import (
	"os/exec"
	"syscall"
)

// bindToParent makes the kernel end the child when the thread that starts it ends.
func bindToParent(child *exec.Cmd) {
	child.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
