// A popup menu at a point or an element, for mouse, touch and keyboard.

import { h, icon } from "./dom.js";

let open = null;

export function closeMenu() {
  open?.();
}

// Entries: {label, action, icon?, danger?}, {emoji: [...], action}, {heading}, or null for a line.
export function openMenu(anchor, entries) {
  closeMenu();
  const before = document.activeElement;
  const menu = h("div", { class: "menu", role: "menu" });
  const close = (giveBack = true) => {
    menu.remove();
    document.removeEventListener("pointerdown", outside, true);
    window.removeEventListener("blur", close);
    open = null;
    if (giveBack && before?.isConnected) before.focus({ preventScroll: true });
  };
  const outside = (event) => !menu.contains(event.target) && close(false);
  const choose = (action) => () => {
    close();
    action();
  };
  for (const entry of entries) {
    if (entry === null) menu.append(h("hr", { role: "separator" }));
    else if (entry.heading) menu.append(h("div", { class: "menu-heading" }, entry.heading));
    else if (entry.emoji) {
      menu.append(h("div", { class: "menu-emoji" }, entry.emoji.map((one) => h("button",
        { type: "button", role: "menuitem", "aria-label": `React with ${one}`, onclick: choose(() => entry.action(one)) }, one))));
    } else {
      menu.append(h("button", { type: "button", role: "menuitem", class: entry.danger ? "danger" : "",
        onclick: choose(entry.action) }, entry.icon ? icon(entry.icon) : null, entry.label));
    }
  }
  menu.addEventListener("keydown", (event) => steer(event, menu, close));
  document.body.append(menu);
  place(menu, anchor);
  document.addEventListener("pointerdown", outside, true);
  open = close;
  menu.querySelector("button")?.focus({ preventScroll: true });
}

function steer(event, menu, close) {
  const items = [...menu.querySelectorAll("button")];
  const at = items.indexOf(document.activeElement);
  const moves = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: -1 };
  if (event.key in moves) {
    event.preventDefault();
    items.at(moves[event.key] % items.length)?.focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    close();
  }
  event.stopPropagation();
}

function place(menu, anchor) {
  const box = anchor instanceof Element ? anchor.getBoundingClientRect() : { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y };
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left, innerWidth - width - 8));
  const below = box.bottom + 4 + height <= innerHeight - 8;
  const top = below ? box.bottom + 4 : Math.max(8, box.top - height - 4);
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}
