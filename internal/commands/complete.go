package commands

import (
	"context"
	"time"
)

// Complete returns up to 25 suggestions for the option that is being typed. It never fails: whatever is wrong, and an
// actor who asks too often, gets none.
func (s *Service) Complete(ctx context.Context, in Input) (choices []Choice) {
	use, ok := in.Action.(Use)
	if !ok || in.Crowded || s.wait(&s.limits.suggestions, in.Actor) > 0 {
		return nil
	}
	leave, ok := s.limits.enter(ctx, 0) // one that waits is late: the next letter is typed
	if !ok {
		return nil
	}
	defer leave()
	var err error
	ctx, end := s.begin(ctx, "complete "+s.nameOf(use), in.Actor)
	defer func() { end(Outcome{Err: err}) }()
	defer recovered(&err)
	ctx, cancel := context.WithTimeout(ctx, completeLimit)
	defer cancel()
	choices, err = s.complete(ctx, use)
	return choices
}

// completeLimit is how long suggestions may take: Discord drops them after three seconds.
const completeLimit = 3 * time.Second

// complete returns the suggestions of the option that is being typed.
func (s *Service) complete(ctx context.Context, use Use) ([]Choice, error) {
	c, _ := s.find(use.Command)
	for _, o := range c.Options {
		if o.Name == use.Focused && o.Complete != nil {
			choices, err := o.Complete(ctx, s, use.Options.Text(o.Name))
			return choices[:min(maxChoices, len(choices))], err
		}
	}
	return nil, nil
}

// maxChoices is Discord's limit on suggestions and on a menu's items.
const maxChoices = 25
