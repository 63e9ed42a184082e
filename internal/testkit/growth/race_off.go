//go:build !race

package growth

// underRace is whether the race detector watches, whose own work grows otherwise than the program's.
const underRace = false
