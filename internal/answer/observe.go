package answer

import "context"

// Observer observes how long the steps of an answer take.
type Observer interface {
	// Stage is called at the beginning of a step; end is called at its end. ctx is that of the question.
	Stage(ctx context.Context, name string) (end func())
}

// steps are the steps of one answer, one after the other.
type steps struct {
	observer Observer // nil for none
	ctx      context.Context
	over     func() // ends the step under way; nil if there is none
}

// begin ends the step under way and begins another.
func (s *steps) begin(name string) {
	if s.observer != nil {
		s.end()
		s.over = s.observer.Stage(s.ctx, name)
	}
}

// end ends the step under way, if there is one.
func (s *steps) end() {
	if s.over != nil {
		s.over()
		s.over = nil
	}
}
