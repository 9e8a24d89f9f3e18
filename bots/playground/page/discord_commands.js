// A slash command being filled in: one field for each option, with the bot's own suggestions.

import { fill, h, iconButton } from "./dom.js";

const STRING = 3, INTEGER = 4, BOOLEAN = 5, USER = 6, CHANNEL = 7, ROLE = 8, MENTIONABLE = 9, NUMBER = 10, FILE = 11;
const PAUSE = 120;

export class CommandForm {
  // complete(name, option, partial, others) resolves to choices; send(name, options) to true when accepted.
  constructor({ names, complete, send, closed }) {
    Object.assign(this, { names, complete, send, closed });
    this.element = h("form", { class: "command-form", hidden: true, onsubmit: (event) => { event.preventDefault(); this.submit(); },
      onkeydown: (event) => this.key(event) });
  }

  open(command) {
    this.command = command;
    this.fields = new Map(command.options.map((option) => [option.name, this.field(option)]));
    this.problem = h("p", { class: "problem", role: "alert" });
    fill(this.element, h("div", { class: "command-head" }, h("b", {}, `/${command.name}`), h("span", {}, command.description),
      iconButton("close", "Cancel the command", () => this.close())),
    h("div", { class: "command-fields" }, [...this.fields.values()].map((one) => one.element)), this.problem,
    h("div", { class: "command-send" }, h("button", { type: "submit", class: "primary" }, "Send command")));
    this.element.hidden = false;
    (this.element.querySelector("input, select") ?? this.element.querySelector("[type=submit]")).focus();
  }

  close() {
    this.element.hidden = true;
    fill(this.element);
    this.closed();
  }

  key(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    this.close();
  }

  field(option) {
    const id = `option-${option.name}`;
    const made = this.input(option, id);
    const element = h("div", { class: "field" }, h("label", { for: id }, option.name,
      option.required ? h("span", { class: "required", title: "required" }, " *") : null), made.input, made.popup ?? null,
      h("small", { class: "description" }, option.description));
    return { element, read: made.read };
  }

  input(option, id) {
    const required = Boolean(option.required);
    const offered = this.offered(option);
    if (offered) {
      const input = h("select", { id, required }, h("option", { value: "" }, required ? "Choose" : "–"),
        offered.map(([value, label]) => h("option", { value }, label)));
      return { input, read: () => (input.value === "" ? null : option.type === BOOLEAN ? input.value === "true" : this.choice(option, input.value)) };
    }
    if (option.type === FILE) {
      const input = h("input", { id, type: "checkbox", required });
      return { input, read: () => (input.checked ? true : null) };
    }
    const numeric = option.type === INTEGER || option.type === NUMBER;
    const input = h("input", { id, required, type: numeric ? "number" : "text", autocomplete: "off", min: option.min_value, max: option.max_value,
      step: option.type === NUMBER ? "any" : null, minlength: option.min_length, maxlength: option.max_length });
    const read = () => (input.value === "" ? null : numeric ? Number(input.value) : input.dataset.value ?? input.value);
    return option.autocomplete ? { input, read, popup: this.completing(option, input) } : { input, read };
  }

  choice(option, value) {
    return option.type === INTEGER || option.type === NUMBER ? Number(value) : value;
  }

  offered({ type, choices }) {
    const { users, roles, channels } = this.names();
    const listed = (table, mark) => Object.entries(table).map(([id, { name }]) => [id, `${mark}${name}`]);
    if (choices?.length) return choices.map((one) => [String(one.value), one.name]);
    if (type === BOOLEAN) return [["true", "Yes"], ["false", "No"]];
    if (type === USER) return listed(users, "@");
    if (type === CHANNEL) return listed(channels, "# ");
    if (type === ROLE) return listed(roles, "@");
    if (type === MENTIONABLE) return [...listed(users, "@"), ...listed(roles, "@")];
    return type === STRING ? null : undefined;
  }

  completing(option, input) {
    const popup = h("div", { class: "completions", role: "listbox", "aria-label": `Suggestions for ${option.name}`, hidden: true });
    let timer = null;
    let asked = 0;
    const take = (choice) => {
      input.value = choice.name;
      input.dataset.value = String(choice.value);
      popup.hidden = true;
      input.focus();
    };
    const ask = async () => {
      const mine = asked += 1;
      const found = await this.complete(this.command.name, option.name, input.value, this.read(option.name));
      if (mine !== asked || document.activeElement !== input) return;
      popup.hidden = found.length === 0;
      fill(popup, found.map((choice, index) => h("button", { type: "button", role: "option", tabindex: "-1", class: "suggestion",
        "aria-selected": String(index === 0), onmousedown: (event) => event.preventDefault(), onclick: () => take(choice) }, choice.name)));
    };
    input.addEventListener("input", () => {
      delete input.dataset.value;
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
    input.addEventListener("focus", () => input.value === "" && ask());
    input.addEventListener("blur", () => { popup.hidden = true; });
    input.addEventListener("keydown", (event) => {
      const all = [...popup.children];
      if (popup.hidden || !all.length) return;
      const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step !== undefined) {
        event.preventDefault();
        all[at]?.setAttribute("aria-selected", "false");
        const next = all.at((at + step) % all.length);
        next.setAttribute("aria-selected", "true");
        next.scrollIntoView({ block: "nearest" });
      } else if (event.key === "Enter" || event.key === "Tab") {
        if (event.key === "Enter") event.preventDefault();
        all[at]?.click();
      } else if (event.key === "Escape") {
        event.preventDefault();
        popup.hidden = true;
      }
    });
    return popup;
  }

  read(except = null) {
    const entries = [...this.fields].filter(([name]) => name !== except).map(([name, field]) => [name, field.read()]);
    return Object.fromEntries(entries.filter(([, value]) => value !== null));
  }

  async submit() {
    const words = await this.send(this.command.name, this.read());
    if (words === null) this.close();
    else fill(this.problem, words);
  }
}
