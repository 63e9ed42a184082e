(() => {
  const faults = [];
  const where = (e) => `<${e.tagName.toLowerCase()}${e.id ? "#" + e.id : ""}${e.className && e.className.trim ? "." + e.className.trim().replace(/\s+/g, ".") : ""}> "${e.textContent.trim().slice(0, 40)}"`;
  const fail = (e, what) => faults.push(what + ": " + where(e));
  const visible = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest("[inert]");
  const all = [...document.querySelectorAll("body *")].filter(visible);

  // Names, as of "Accessible Name and Description Computation", short.
  const hiddenless = (n) => n.nodeType === 3 ? n.data : n.getAttribute && n.getAttribute("aria-hidden") === "true" ? "" : n.alt || (n.getAttribute && n.getAttribute("aria-label")) || [...n.childNodes].map(hiddenless).join("");
  const nameOf = (e) => {
    const by = e.getAttribute("aria-labelledby");
    if (by) return by.split(/\s+/).map((id) => (document.getElementById(id) || {}).textContent || "").join(" ").trim();
    if (e.getAttribute("aria-label")) return e.getAttribute("aria-label").trim();
    if (e.labels && e.labels.length) return [...e.labels].map((l) => l.textContent).join(" ").trim();
    return hiddenless(e).trim();
  };
  const named = 'button, a[href], input, select, textarea, [role="button"], [role="textbox"], [role="combobox"], [role="listbox"], [role="option"], [role="log"], [role="article"], [role="img"], [role="dialog"]';
  for (const e of all) {
    if (e.matches(named) && !nameOf(e)) fail(e, "no name");
    if (e.tagName === "IMG" && !e.hasAttribute("alt")) fail(e, "no alt");
    for (const a of ["aria-controls", "aria-activedescendant", "aria-labelledby", "aria-describedby"]) {
      for (const id of (e.getAttribute(a) || "").split(/\s+/).filter(Boolean)) if (!document.getElementById(id)) fail(e, `${a} names no element`);
    }
    if (e.getAttribute("role") === "option" && !e.closest('[role="listbox"]')) fail(e, "an option outside of a listbox");
    if (e.getAttribute("role") === "article" && !e.closest('[role="log"], [role="feed"]')) fail(e, "an article outside of a log");
    if (e.matches("button button, button a, a button, a a, [role=button] a, [role=button] button")) fail(e, "a control within a control");
  }

  const ids = new Map();
  for (const e of document.querySelectorAll("[id]")) ids.set(e.id, (ids.get(e.id) || 0) + 1);
  for (const [id, n] of ids) if (n > 1) faults.push(`id ${id} is there ${n} times`);
  if (!document.documentElement.lang) faults.push("the page has no language");
  if (!document.title) faults.push("the page has no title");
  for (const one of ["main", "h1"]) if (document.querySelectorAll(one).length !== 1) faults.push(`there is not one ${one}`);

  // Contrast, as of WCAG 2.2: each text against the colours that lie under it.
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map((v) => v / 255);
  };
  const over = (top, under) => top.slice(0, 3).map((v, i) => v * top[3] + under[i] * (1 - top[3]));
  const luminance = (c) => c.map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ground = (e) => {
    const layers = [];
    for (let at = e; at; at = at.parentElement) {
      const c = rgba(getComputedStyle(at).backgroundColor);
      layers.push(c);
      if (c[3] === 1) break;
    }
    return layers.reverse().reduce((under, c) => over(c, under), [1, 1, 1]);
  };
  for (const e of all) {
    const text = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!text || e.closest(":disabled, [aria-disabled=true]") || e.closest('[aria-hidden="true"]') && !e.closest(".avatar")) continue;
    const style = getComputedStyle(e), under = ground(e), size = parseFloat(style.fontSize);
    const a = luminance(over(rgba(style.color), under)), b = luminance(under);
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    const large = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
    if (ratio < (large ? 3 : 4.5)) fail(e, `contrast ${ratio.toFixed(2)}`);
  }

  // What can be pressed is reached by Tab, in the order in which it is on the page.
  for (const e of all) {
    if (e.tabIndex > 0) fail(e, "a tabindex above 0");
    if (e.matches("button:enabled, a[href], input, select, [role=button]") && e.tabIndex < 0) fail(e, "not reached by Tab");
    if (e.scrollHeight > e.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(e).overflowY) && e.tabIndex < 0 && e.getAttribute("role") !== "listbox") fail(e, "scrolls, and not by keyboard");
  }
  return faults;
})()
