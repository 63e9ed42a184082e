// The theme: the system's, dark or light. It is set before anything is drawn.
"use strict";

const theme = {
  get() {
    try { return localStorage.getItem("theme") || ""; } catch { return ""; /* a private window */ }
  },
  set(name) {
    document.documentElement.dataset.theme = name;
    try { localStorage.setItem("theme", name); } catch { /* a private window */ }
  },
};
theme.set(theme.get());
