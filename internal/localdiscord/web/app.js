// The page: who speaks, the stream of events, the messages.
"use strict";

// key is the token of the program's start, out of the page's address. A path with it is one that the server answers.
const key = new URLSearchParams(location.search).get("token") || "";
const withKey = (path, parameters) => "page/" + path + "?" + new URLSearchParams({ token: key, ...parameters });

const log = document.getElementById("log"), state = document.getElementById("state"), picker = document.getElementById("member");
const notice = document.getElementById("notice");
const themePicker = document.getElementById("theme");
let members = [], roles = [], bot = "", stream = null, greeting = null, channel = "";
const shown = new Map(); // message id -> [its JSON, its node]

const speaker = () => members.find((m) => m.id === picker.value) || members[0];

async function call(path, body) {
  const r = await fetch(withKey(path), { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ user: speaker().id, channel, ...body }) });
  if (r.status === 204) return null;
  const answer = await r.json();
  if (!r.ok) throw new Error(answer.error);
  return answer;
}

const use = (path, body) => call(path, body).catch((e) => composer.say(e.message));
const composer = new Composer(document.getElementById("composer"), call, () => speaker() ? speaker().locale : "en-US");

const channels = new Channels(document.getElementById("channels"), (id) => { channel = id; follow(); composer.entry.focus(); });

const menu = new MessageMenu(use), formDialog = new FormDialog(use);

walk(log, () => composer.entry.focus());

// ask uses the command of a suggestion.
const ask = (s) => use("slash", { name: s.command, options: s.options || {} });

// replace puts a new node in the place of an old one; the focus stays on the same component.
function replace(old, node) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(node);
  if (!focused) return;
  const same = [...node.querySelectorAll("button")].find((b) => !b.disabled && b.dataset.customId === focused.dataset.customId);
  (same || node).focus({ preventScroll: true });
}

// greet shows the greeting of a view, or takes it away.
function greet(view) {
  const json = JSON.stringify([view.greeting, view.commands]);
  if (greeting && greeting.json === json) return;
  if (greeting) greeting.node.remove();
  greeting = view.greeting ? { json, node: greetingNode(view.greeting, view.commands, ask) } : null;
  if (greeting) log.prepend(greeting.node);
}

// warn says that another bot took the bot's place, at a time; it shows nothing without one.
function warn(time) {
  notice.hidden = !time;
  if (time) notice.textContent = formatTime(new Date(time), "T") + ": " + tr("another program took the bot's place. If that was not you, end the program and start it again.");
}

// show brings the log to the messages of a view, and leaves those that have not changed alone.
function show(view) {
  state.textContent = view.connected ? bot + " " + tr("is online") : bot + " " + tr("is starting…");
  document.body.dataset.connected = view.connected;
  warn(view.pushed_out);
  composer.commands = view.commands.filter((c) => c.type === 1);
  menu.commands = view.commands.filter((c) => c.type === 3);
  formDialog.show(view.form);
  channel = view.channel;
  channels.show(view);
  const name = channels.name(channel) || "";
  document.title = name + " – local Discord";
  document.getElementById("title").textContent = name;
  composer.place(name);
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  const ids = new Set(view.messages.map((m) => m.id));
  for (const [id, [, node]] of shown) if (!ids.has(id)) { node.remove(); shown.delete(id); }
  greet(view);
  let changed = false;
  for (const m of view.messages) {
    const json = JSON.stringify(m), old = shown.get(m.id);
    if (old && old[0] === json) continue;
    const node = messageNode(m, bot, use);
    if (old) replace(old[1], node); else log.append(node);
    shown.set(m.id, [json, node]);
    changed = true;
  }
  const commands = menu.commands.map((c) => menu.label(c)).join();
  if (changed || commands !== menu.attached) for (const [, node] of shown.values()) menu.attach(node);
  menu.attached = commands;
  if (changed && atEnd) log.scrollTop = log.scrollHeight;
}

// ended says why there are no events. A server that answers at all has been started again, with another key.
function ended() {
  const refused = stream.readyState === EventSource.CLOSED;
  state.textContent = tr(refused ? "The program was started again; open the link that it printed." : "The program has ended or is starting; waiting for it…");
}

// follow opens the stream of the speaker's view of the channel; the browser opens it anew by itself when it breaks.
function follow() {
  if (stream) stream.close();
  log.replaceChildren();
  shown.clear();
  greeting = null;
  document.documentElement.lang = speaker().locale;
  translate();
  try { localStorage.setItem("member", speaker().id); } catch { /* a private window */ }
  stream = new EventSource(withKey("events", { user: speaker().id, channel }));
  stream.onmessage = (e) => show(JSON.parse(e.data));
  stream.onerror = ended;
  composer.reset(false);
}

async function start() {
  const r = await (await fetch(withKey("members"))).json();
  members = r.members;
  bot = r.bot;
  roles = r.roles;
  names.user = (id) => (members.find((m) => m.id === id) || { name: tr("unknown-user") }).name;
  names.role = (id) => (roles.find((r) => r.id === id) || { name: tr("unknown-role") }).name;
  names.channel = (id) => (channels.name(id) || "#" + tr("unknown")).slice(1);
  picker.append(...members.map((m) => element("option", { value: m.id }, [m.name, m.locale, ...(m.admin ? ["admin"] : []), ...m.roles.map((id) => names.role(id))].join(" · "))));
  let last = null;
  try { last = localStorage.getItem("member"); } catch { /* a private window */ }
  if (members.some((m) => m.id === last)) picker.value = last;
  picker.addEventListener("change", () => { channel = ""; channels.forget(); follow(); });
  themePicker.value = theme.get();
  themePicker.addEventListener("change", () => theme.set(themePicker.value));
  follow();
  composer.entry.focus();
}

start();
