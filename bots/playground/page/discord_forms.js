// Forms that a bot opens (modals), as dialogs; a form that fails stays open with the words of the failure.

import { askDialog, fill, h } from "./dom.js";
import { choicesOf } from "./discord_components.js";
import { markdown } from "./markdown.js";

const PARAGRAPH = 2;

// submit(values) resolves to null when all went well, else to words about what went wrong.
export function openForm(modal, on, submit) {
  return askDialog(modal.title, (close) => {
    const problem = h("p", { class: "problem", role: "alert" });
    const send = h("button", { type: "submit", class: "primary" }, "Submit");
    const fields = modal.components.flatMap((one) => piece(one, on));
    const form = h("form", { class: "dialog-body form", onsubmit: async (event) => {
      event.preventDefault();
      send.disabled = true;
      fill(problem);
      const words = await submit(values(form));
      send.disabled = false;
      if (words === null) close();
      else fill(problem, words);
    } }, h("h2", {}, modal.title), fields, problem, h("div", { class: "dialog-buttons" },
      h("button", { type: "button", onclick: close }, "Cancel"), send));
    return form;
  });
}

function piece(one, on) {
  if (one.type === 18) return [field(one.component ?? {}, one.label, one.description, on)];
  if (one.type === 10) return [h("div", { class: "form-words" }, markdown(one.content ?? "", on))];
  return (one.components ?? []).map((inner) => field(inner, inner.label, null, on));
}

function field(one, label, description, on) {
  const required = one.required ?? true;
  const id = `field-${one.custom_id}`;
  const input = one.type === 4 ? textInput(one, id, required) : selectInput(one, id, required, on);
  const count = one.type === 4 && one.max_length ? h("small", { class: "count" }) : null;
  const tell = () => count && fill(count, `${input.value.length}/${one.max_length}`);
  input.addEventListener("input", tell);
  tell();
  return h("div", { class: "field" }, h("label", { for: id }, label ?? one.placeholder ?? "", required ? h("span", { class: "required", title: "required" }, " *") : null),
    description ? h("small", { class: "description" }, description) : null, input, count);
}

function textInput(one, id, required) {
  const common = { id, name: one.custom_id, required, placeholder: one.placeholder, minlength: one.min_length, maxlength: one.max_length ?? 4000 };
  const input = one.style === PARAGRAPH ? h("textarea", { ...common, rows: "4" }) : h("input", { ...common, type: "text", autocomplete: "off" });
  input.value = one.value ?? "";
  return input;
}

function selectInput(one, id, required, on) {
  const many = (one.max_values ?? 1) > 1;
  const options = choicesOf(one, on.names());
  const select = h("select", { id, name: one.custom_id, required, multiple: many, "data-list": "yes" },
    many ? null : h("option", { value: "" }, one.placeholder || "Choose"),
    options.map((option) => h("option", { value: option.value, selected: Boolean(option.default) }, option.label)));
  return select;
}

function values(form) {
  const found = {};
  for (const input of form.querySelectorAll("[name]")) {
    found[input.name] = input.dataset.list ? [...input.selectedOptions].map((option) => option.value).filter(Boolean) : input.value;
  }
  return found;
}
