// A form that the bot asks the speaker to fill in, as a dialog above the page.
"use strict";

class FormDialog {
  // use(path, body) sends what was filled in.
  constructor(use) {
    this.use = use;
    this.dialog = null;
  }

  // show opens the form of a view, or closes the dialog where there is none. A form that is open stays as it is.
  show(form) {
    if ((form && form.id) === this.id) return;
    this.id = form ? form.id : undefined;
    if (this.dialog) this.dialog.remove();
    this.dialog = null;
    if (!form) return;
    this.dialog = this.node(form);
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.dialog.querySelector("input, textarea, select")?.focus();
  }

  node(form) {
    const problem = element("p", { role: "alert", class: "problem" });
    const fields = element("form", { method: "dialog", class: "fields" }, ...form.components.map((c) => this.field(c)), problem,
      element("div", { class: "form-buttons" }, this.cancel(form), element("button", { type: "submit", class: "button style1" }, tr("Submit"))));
    fields.addEventListener("submit", (e) => {
      e.preventDefault();
      this.send(form, fields).catch((error) => { problem.textContent = error.message; });
    });
    const dialog = element("dialog", { class: "form", "aria-labelledby": "form-title" },
      element("h2", { id: "form-title" }, form.title), element("p", { class: "form-note" }, tr("This form is sent to") + " " + bot + "."), fields);
    dialog.addEventListener("cancel", (e) => { e.preventDefault(); this.use("close", {}); });
    return dialog;
  }

  cancel(form) {
    const b = element("button", { type: "button", class: "button style2" }, tr("Cancel"));
    b.addEventListener("click", () => this.use("close", { form: form.id }));
    return b;
  }

  // field returns a label with its input, or a text.
  field(c) {
    if (c.type === 10) return textNode(null, c);
    const input = this.input(c.component), required = c.component.required !== false;
    input.required = required;
    const name = element("span", { class: "field-name" }, c.label, ...(required ? [element("span", { class: "required", "aria-hidden": "true" }, " *")] : []));
    const hint = c.description ? [element("span", { class: "field-hint" }, c.description)] : [];
    return element("label", { class: "field" }, name, ...hint, input);
  }

  input(c) {
    if (c.type === 3) {
      const list = element("select", { name: c.custom_id }, ...c.options.map((o) => element("option", { value: o.value }, o.label)));
      list.value = (c.options.find((o) => o.default) || c.options[0]).value;
      return list;
    }
    const input = element(c.style === 2 ? "textarea" : "input", { name: c.custom_id, placeholder: c.placeholder || "" });
    if (c.style === 2) input.rows = 4;
    input.maxLength = c.max_length || 4000;
    if (c.min_length) input.minLength = c.min_length;
    input.value = c.value || "";
    return input;
  }

  send(form, fields) {
    const values = {};
    for (const input of fields.querySelectorAll("input, textarea, select")) values[input.name] = input.value;
    return call("submit", { form: form.id, fields: values });
  }
}
