// "Who am I": a row of avatars of which one is chosen, for each side.

import { avatar, fill, h } from "./dom.js";

export function picker(label, choose) {
  const people = h("div", { class: "faces", role: "radiogroup", "aria-label": label });
  const name = h("div", { class: "who", "aria-live": "polite" });
  people.addEventListener("keydown", (event) => {
    const all = [...people.children];
    const at = all.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined || at < 0) return;
    event.preventDefault();
    const next = all.at((at + step) % all.length);
    next.focus();
    next.click();
  });
  const draw = (given, selected) => {
    const focused = people.contains(document.activeElement);
    fill(people, given.map((person) => h("button", { type: "button", role: "radio", class: `face ${person.role}`,
      "aria-checked": String(person.id === selected), tabindex: person.id === selected ? "0" : "-1",
      "aria-label": `${person.name}, ${person.role}`, title: `${person.name} (${person.role})`,
      "data-person": person.id, onclick: () => choose(person.id) }, avatar({ ...person, author: person.id }, "small"))));
    if (focused) people.querySelector("[aria-checked=true]")?.focus();
    const one = given.find((person) => person.id === selected);
    fill(name, one ? [h("b", {}, one.name), " ", h("span", { class: `role ${one.role}` }, one.role)] : null);
  };
  return { element: h("div", { class: "picker" }, h("span", { class: "picker-label" }, label), people, name), draw };
}
