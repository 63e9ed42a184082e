// Times of messages, in the reader's zone and in the language that the page is in.
"use strict";

const timeStyles = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { year: "numeric", month: "2-digit", day: "2-digit" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { year: "numeric", month: "2-digit", day: "2-digit", hour: "numeric", minute: "2-digit" },
  S: { year: "numeric", month: "2-digit", day: "2-digit", hour: "numeric", minute: "2-digit", second: "2-digit" },
};

// Units of relative times in seconds, the largest first.
const timeUnits = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function formatTime(date, style) {
  const locale = document.documentElement.lang;
  if (style !== "R") return new Intl.DateTimeFormat(locale, timeStyles[style]).format(date);
  const seconds = Math.round((date - Date.now()) / 1000);
  const [unit, size] = timeUnits.find(([, size]) => Math.abs(seconds) >= size) || timeUnits.at(-1);
  return new Intl.RelativeTimeFormat(locale).format(Math.trunc(seconds / size), unit);
}

// timestamp returns the node of <t:seconds:style>; what is no instant stays the text that it was.
function timestamp(seconds, style, text) {
  const date = new Date(seconds * 1000);
  if (isNaN(date)) return document.createTextNode(text);
  return element("time", { class: "timestamp", datetime: date.toISOString(), title: formatTime(date, "F"), "data-style": style }, formatTime(date, style));
}

// Relative times move on.
setInterval(() => {
  for (const e of document.querySelectorAll('time[data-style="R"]')) e.textContent = formatTime(new Date(e.dateTime), "R");
}, 10000);
