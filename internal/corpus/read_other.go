//go:build !unix

package corpus

// withoutWaiting is nothing here: folders have no pipes.
const withoutWaiting = 0
