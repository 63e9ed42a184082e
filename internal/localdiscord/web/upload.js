// Files that the speaker uploads: for an option of a command, or with a message.
"use strict";

// upload sends a file to the server and returns its id and name.
async function upload(file) {
  const r = await fetch(withKey("upload", { name: file.name, channel }), { method: "POST", body: file });
  const answer = await r.json();
  if (!r.ok) throw new Error(answer.error);
  return answer;
}

// fileSize returns a number of bytes as people read it.
function fileSize(bytes) { return bytes < 1024 ? bytes + " B" : bytes < 1048576 ? Math.round(bytes / 1024) + " KB" : (bytes / 1048576).toFixed(1) + " MB"; }

// fileNode returns a file of a message.
function fileNode(f) {
  return element("p", { class: "file" }, icon("M6 2h8l5 5v15H6z M14 2v5h5"), link(f.url, [f.name]), element("span", { class: "file-size" }, fileSize(f.size)));
}

// Uploads are the files that go with the next message, and the button that adds one.
class Uploads {
  constructor(say) {
    this.say = say;
    this.files = [];
    this.box = element("span", { class: "uploads" });
    this.input = element("input", { type: "file" });
    this.input.hidden = true;
    this.button = element("button", { type: "button", class: "attach", "aria-label": tr("Upload a file") }, "＋");
    this.button.addEventListener("click", () => this.input.click());
    this.input.addEventListener("change", () => this.add());
  }

  nodes() { return [this.button, this.input, this.box]; }

  async add() {
    try {
      for (const file of this.input.files) this.files.push(await upload(file));
    } catch (e) {
      this.say(e.message);
    }
    this.input.value = "";
    this.draw();
  }

  draw() {
    this.box.replaceChildren(...this.files.map((f) => {
      const b = element("button", { type: "button", class: "chip", "aria-label": tr("Take away") + " " + f.name }, f.name + " ✕");
      b.addEventListener("click", () => { this.files = this.files.filter((other) => other !== f); this.draw(); });
      return b;
    }));
  }

  // take returns the ids of the files and empties the list.
  take() {
    const ids = this.files.map((f) => f.id);
    this.files = [];
    this.draw();
    return ids;
  }
}
