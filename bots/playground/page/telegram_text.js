// Telegram's text with entities as nodes; offsets count UTF-16 units, as JavaScript strings do.

import { h } from "./dom.js";
import { styled } from "./time.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };

// `on` has link(url) and command(text) for what can be clicked.
export function entityText(text, entities, on) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const fragment = document.createDocumentFragment();
  write(fragment, text, 0, text.length, sorted, on);
  return fragment;
}

function write(parent, text, start, end, entities, on) {
  let at = start;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    if (entity.offset < at || entity.offset >= end) continue;
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset > at) parent.append(text.slice(at, entity.offset));
    const element = element_of(entity, text.slice(entity.offset, stop), on);
    write(element, text, entity.offset, stop, entities.slice(index + 1), on);
    parent.append(element);
    at = stop;
  }
  if (at < end) parent.append(text.slice(at, end));
}

function element_of(entity, words, on) {
  switch (entity.type) {
    case "pre":
      return h("pre", entity.language ? { "data-language": entity.language } : {});
    case "blockquote":
    case "expandable_blockquote":
      return h("blockquote");
    case "spoiler":
      return spoiler();
    case "text_link":
      return link(entity.url, () => on.link(entity.url), entity.url);
    case "url":
      return link(words, () => on.link(words));
    case "mention":
      return link(words, () => on.link(`https://t.me/${words.slice(1)}`));
    case "bot_command":
      return link(words, () => on.command(words));
    case "date_time":
      return h("span", { class: "time-word", title: styled(entity.unix_time ?? 0, "F") });
    case "text_mention":
    case "hashtag":
    case "cashtag":
    case "email":
    case "phone_number":
      return h("span", { class: "like-link" });
    default:
      return h(TAGS[entity.type] ?? "span");
  }
}

function link(address, action, title = null) {
  // Not an anchor: nothing on this page can lead a browser to somewhere else.
  return h("button", { type: "button", class: "link", title, onclick: action });
}

export function spoiler() {
  const reveal = (event) => {
    element.classList.add("shown");
    element.removeAttribute("role");
    element.removeAttribute("tabindex");
    element.setAttribute("aria-label", element.textContent);
    event.stopPropagation();
  };
  const element = h("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text, press to show",
    onclick: reveal, onkeydown: (event) => (event.key === "Enter" || event.key === " ") && reveal(event) });
  return element;
}
