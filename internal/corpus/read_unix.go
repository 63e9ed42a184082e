//go:build unix

package corpus

import "syscall"

// withoutWaiting opens a pipe without waiting for somebody who writes to it.
const withoutWaiting = syscall.O_NONBLOCK
