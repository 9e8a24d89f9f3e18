// Buttons, menus and layout pieces of Discord messages.

import { askDialog, fill, h } from "./dom.js";
import { markdown } from "./markdown.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "outside" };
const STRING_SELECT = 3;

export function components(item, list, on) {
  return list.map((one) => component(item, one, on));
}

function component(item, one, on) {
  switch (one.type) {
    case 1:
      return h("div", { class: "component-row" }, components(item, one.components ?? [], on));
    case 2:
      return button(item, one, on);
    case 3:
    case 5:
    case 6:
    case 7:
    case 8:
      return menu(item, one, on);
    case 9:
      return h("div", { class: "component-section" }, h("div", {}, components(item, one.components ?? [], on)), one.accessory ? component(item, one.accessory, on) : null);
    case 10:
      return h("div", { class: "content" }, markdown(one.content ?? "", on));
    case 14:
      return h("hr", { class: "component-line" });
    case 17:
      return h("div", { class: "embed container", style: one.accent_color ? { "--bar": `#${one.accent_color.toString(16).padStart(6, "0")}` } : {} },
        components(item, one.components ?? [], on));
    default:
      return null;
  }
}

function button(item, one, on) {
  const label = [one.emoji?.id ? null : one.emoji?.name, one.label].filter(Boolean).join(" ");
  return h("button", { type: "button", class: `dbutton ${STYLES[one.style] ?? "secondary"}`, disabled: Boolean(one.disabled),
    "data-custom-id": one.custom_id, onclick: (event) => (one.url ? on.link(one.url) : on.press(item, one, event.currentTarget)) }, label);
}

function menu(item, one, on) {
  const many = (one.max_values ?? 1) > 1 || (one.min_values ?? 1) === 0;
  const options = choicesOf(one, on.names());
  const words = one.placeholder || "Choose";
  if (many) {
    const chosen = options.filter((option) => option.default).map((option) => option.label).join(", ");
    return h("button", { type: "button", class: "dselect", disabled: Boolean(one.disabled), "data-custom-id": one.custom_id,
      onclick: (event) => chooseMany(one, options, words, (values) => on.choose(item, one, values, event.target)) }, chosen || words);
  }
  const select = h("select", { class: "dselect", "aria-label": words, disabled: Boolean(one.disabled), "data-custom-id": one.custom_id,
    onchange: () => {
      on.choose(item, one, [select.value], select);
      select.value = preset?.value ?? "";
    } }, h("option", { value: "" }, words), options.map((option) => h("option", { value: option.value, title: option.description }, withEmoji(option))));
  const preset = options.find((option) => option.default);
  select.value = preset?.value ?? "";
  return select;
}

function withEmoji(option) {
  return `${option.emoji?.name && !option.emoji.id ? `${option.emoji.name} ` : ""}${option.label}${option.description ? ` – ${option.description}` : ""}`;
}

// What a menu offers: its own options, or people, roles, channels of the server.
export function choicesOf(one, names) {
  if (one.type === STRING_SELECT) return one.options ?? [];
  const listed = (table, mark) => Object.entries(table).map(([value, { name }]) => ({ value, label: `${mark}${name}` }));
  const people = [5, 7].includes(one.type) ? listed(names.users, "@") : [];
  const roles = [6, 7].includes(one.type) ? listed(names.roles, "@") : [];
  const channels = one.type === 8 ? listed(names.channels, "# ") : [];
  return [...people, ...roles, ...channels];
}

function chooseMany(one, options, title, done) {
  askDialog(title, (close) => {
    const problem = h("p", { class: "problem", role: "alert" });
    const boxes = options.map((option) => h("label", { class: "check" }, h("input", { type: "checkbox", value: option.value,
      checked: Boolean(option.default) }), h("span", {}, withEmoji(option))));
    const form = h("form", { class: "dialog-body", onsubmit: (event) => {
      event.preventDefault();
      const values = [...form.querySelectorAll("input:checked")].map((input) => input.value);
      const [least, most] = [one.min_values ?? 1, one.max_values ?? 1];
      if (values.length < least || values.length > most) {
        fill(problem, `Choose between ${least} and ${most}.`);
        return;
      }
      close();
      done(values);
    } }, h("h2", {}, title), h("div", { class: "checks" }, boxes), problem,
    h("div", { class: "dialog-buttons" }, h("button", { type: "button", onclick: close }, "Cancel"), h("button", { type: "submit", class: "primary" }, "Done")));
    return form;
  });
}
