package localdiscord

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestBrowserWalk moves between messages with the keyboard.
func TestBrowserWalk(t *testing.T) {
	c := open(t, Options{})
	for n := range 12 {
		c.reply(`{` + v2 + `[` + text(fmt.Sprintf("message %d\nof some\nlines", n)) + `,` + row(press) + `]}`)
	}
	c.Do(chromedp.Focus("#log"))
	const focused = `document.activeElement.querySelector(".text")?.textContent ?? document.activeElement.id ?? document.activeElement.tagName`
	for _, step := range []struct{ name, key, want string }{
		{"Up, from the log", kb.ArrowUp, "message 11"},
		{"Up", kb.ArrowUp, "message 10"},
		{"Down", kb.ArrowDown, "message 11"},
		{"Down, at the end", kb.ArrowDown, "message 11"},
		{"Home", kb.Home, "message 0"},
		{"Up, at the beginning", kb.ArrowUp, "message 0"},
		{"Down", kb.ArrowDown, "message 1"},
		{"End", kb.End, "message 11"},
		{"Escape", kb.Escape, "entry"},
	} {
		c.Type(step.key)
		if got := c.Eval(focused); !strings.HasPrefix(got, step.want) {
			t.Errorf("%s: the focus is on %q, want %q", step.name, got, step.want)
		}
		if !strings.HasPrefix(step.want, "message") {
			continue
		}
		if c.Eval(`getComputedStyle(document.activeElement).outlineStyle`) == "none" {
			t.Errorf("%s: the focus does not show", step.name)
		}
		if c.Eval(`(() => { const m = document.activeElement.getBoundingClientRect(), l = log.getBoundingClientRect(); return m.bottom <= l.bottom + 1 && m.top >= l.top - 1 })()`) != "true" {
			t.Errorf("%s: the message is out of sight", step.name)
		}
	}
	c.Do(chromedp.Focus("#log"))
	c.Type(kb.End + kb.ArrowUp + kb.Tab)
	if got := c.Eval(`document.activeElement.tagName + document.activeElement.closest(".message").querySelector(".text").textContent`); !strings.HasPrefix(got, "BUTTONmessage 10") {
		t.Errorf("Tab from a message goes to %q, not its button", got)
	}
	c.Type(kb.ArrowUp)
	if got := c.Eval(focused); !strings.HasPrefix(got, "message 9") {
		t.Errorf("Up from a button goes to %q", got)
	}
	if got := c.Eval(`document.activeElement.getAttribute("aria-labelledby").split(" ").map((id) => document.getElementById(id).textContent).join(" ")`); !strings.Contains(got, "message 9") || !strings.Contains(got, botName) {
		t.Errorf("a screen reader reads %q", got)
	}
	c.Audit()
}

// TestBrowserChineseLines wraps Chinese text at every width of a phone: no line begins with closing punctuation, none ends with
// opening one.
func TestBrowserChineseLines(t *testing.T) {
	c := open(t, Options{})
	c.reply(`{` + v2 + `[` + text(strings.Repeat("贸易战没有赢家，中方“不愿打、也不怕打”；（记者：李明）他说：「是！」《日报》问……？", 8)) + `]}`)
	const badLine = `(() => {
  const closing = "，。、；：？！）”』」》", opening = "（“『「《";
  const node = document.querySelector(".text p").firstChild, range = document.createRange();
  let before = null;
  for (let i = 0; i < node.length; i++) {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const top = range.getBoundingClientRect().top;
    if (before !== null && top > before && (closing.includes(node.data[i]) || opening.includes(node.data[i - 1]))) return node.data.slice(i - 3, i + 3);
    before = top;
  }
  return "";
})()`
	for width := int64(320); width < 420; width += 7 {
		c.Size(width, 844)
		if got := c.Eval(badLine); got != "" {
			t.Errorf("at %d px a line is broken in %q", width, got)
		}
	}
}
