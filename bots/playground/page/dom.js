// Making elements. Words from people only ever become text nodes.

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, one] of Object.entries(value)) element.style.setProperty(key, one);
    else if (name in element && typeof value === "boolean") element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

export function append(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    parent.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

export function fill(parent, ...children) {
  parent.replaceChildren();
  append(parent, children);
}

const SHAPES = {
  send: "M4 12 20 4l-5 16-3.5-6.5zM11.5 13.5 20 4",
  attach: "M8 12.5 14 6.6a3 3 0 0 1 4.3 4.3l-7.7 7.6a5 5 0 0 1-7-7l7.2-7.2",
  back: "M15 5l-7 7 7 7",
  more: "M5 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0M11 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0M17 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0",
  close: "M6 6l12 12M18 6 6 18",
  down: "M6 9l6 6 6-6",
  reply: "M9 7 4 12l5 5M4 12h9a7 7 0 0 1 7 7",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.5a4.5 4.5 0 0 0 7 0M9 10h.01M15 10h.01",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4",
  moon: "M20 14.5A8 8 0 1 1 9.5 4a6.5 6.5 0 0 0 10.5 10.5z",
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6M18 14.5a6.5 6.5 0 0 1 3.5 5.5",
  text: "M9 4 7 20M17 4l-2 16M4 9h16M3.5 15h16",
  news: "M4 10v4l10 4V6zM14 9a3 3 0 0 1 0 6M6 15l1 5h3l-1-4",
  forum: "M4 5h12v8H9l-5 4zM10 16h6l4 3v-9h-1",
  voice: "M5 10v4h3l5 4V6l-5 4zM16 9a4 4 0 0 1 0 6",
  thread: "M6 4v9a3 3 0 0 0 3 3h9M14 12l4 4-4 4M10 8h8",
  private: "M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5z",
  direct: "M4 5h16v11H10l-6 4z",
  pin: "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  commands: "M9 5 5 19M13 12h6M15 5h4M15 19h4",
};

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SHAPES[name] ?? SHAPES.text);
  svg.append(path);
  return svg;
}

export function iconButton(name, label, action, more = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick: action, ...more },
    icon(name));
}

const COLOURS = ["#b3452f", "#8a5a00", "#2f7a3d", "#0f7480", "#2b66b8", "#6a4fb8", "#a8387f", "#55606e"];

export function colourOf(number) {
  const words = String(number);
  let sum = 0;
  for (const letter of words) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return COLOURS[sum % COLOURS.length];
}

export function initialsOf(name) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = words.slice(0, 2).map((word) => [...word][0]);
  return letters.join("").toUpperCase() || "?";
}

export function avatar({ name, author, colour, initials, bot = false }, size = "") {
  const shown = bot ? "B" : initials || initialsOf(name);
  return h("span", { class: `avatar ${size}`, "aria-hidden": "true",
    style: { background: bot ? "#12506b" : colour || colourOf(author ?? name) } }, bot ? buoy() : shown);
}

function buoy() {
  return h("img", { src: "/page/buoy.svg", alt: "", width: "100%", height: "100%", draggable: "false" });
}

export function announce(words) {
  const place = document.getElementById("announcer");
  place.append(h("p", {}, words));
  while (place.childElementCount > 5) place.firstElementChild.remove();
}

export function toast(words, kind = "") {
  const place = document.getElementById("toasts");
  const note = h("div", { class: `toast ${kind}` }, words);
  place.append(note);
  while (place.childElementCount > 4) place.firstElementChild.remove();
  setTimeout(() => note.remove(), 3500 + words.length * 40);
}

export function askDialog(title, build) {
  // A dialog whose content is made by build(close); it closes with Escape and gives the focus back.
  const before = document.activeElement;
  const dialog = h("dialog", { class: "dialog", "aria-label": title });
  const close = () => dialog.close();
  dialog.addEventListener("close", () => {
    dialog.remove();
    before?.focus?.();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  append(dialog, [build(close)]);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

export function alertDialog(title, words) {
  askDialog(title, (close) => h("div", { class: "dialog-body" }, h("h2", {}, title), h("p", { class: "pre" }, words),
    h("div", { class: "dialog-buttons" }, h("button", { type: "button", class: "primary", onclick: close }, "OK"))));
}
