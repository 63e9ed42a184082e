// Movement between messages with the keyboard, as in Discord's client.
"use strict";

// walk lets the arrow keys, Home and End move the focus between the messages of a log, and Escape calls leave. A key that
// a control of a message has used moves nothing.
function walk(log, leave) {
  log.addEventListener("keydown", (e) => {
    if (e.defaultPrevented || e.altKey || e.ctrlKey || e.metaKey || e.shiftKey) return;
    if (e.key === "Escape") {
      leave();
      return;
    }
    const messages = [...log.querySelectorAll('[role="article"]')];
    const at = messages.indexOf(document.activeElement.closest('[role="article"]'));
    const last = messages.length - 1;
    const to = { ArrowUp: at < 0 ? last : at - 1, ArrowDown: at < 0 ? last : at + 1, Home: 0, End: last }[e.key];
    if (to === undefined || last < 0) return;
    e.preventDefault();
    const message = messages[Math.max(0, Math.min(to, last))];
    message.focus({ preventScroll: true });
    message.scrollIntoView({ block: "nearest" });
  });
}
