package commands

import "time"

// Complete returns up to 25 suggestions for the option that is being typed. It never fails: whatever is wrong, and an
// actor who asks too often, gets none.
func (s *Service) Complete(in Input) (choices []Choice) {
	began := time.Now()
	use, ok := in.Action.(Use)
	if !ok || in.Crowded || s.wait(&s.limits.suggestions, in.Actor) > 0 {
		return nil
	}
	leave, ok := s.limits.enter()
	if !ok {
		return nil
	}
	defer leave()
	var err error
	defer func() { s.observe("complete "+use.Command, in.Actor, time.Since(began), Outcome{Err: err}) }()
	defer recovered(&err)
	return s.complete(use)
}

// complete returns the suggestions of the option that is being typed.
func (s *Service) complete(use Use) []Choice {
	c, _ := s.find(use.Command)
	for _, o := range c.Options {
		if o.Name == use.Focused && o.Complete != nil {
			choices := o.Complete(s, use.Options.Text(o.Name))
			return choices[:min(maxChoices, len(choices))]
		}
	}
	return nil
}

// maxChoices is Discord's limit on suggestions and on a menu's items.
const maxChoices = 25
