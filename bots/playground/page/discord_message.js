// One Discord message as a node: author, Markdown, embeds, components, reactions.

import { avatar, h, icon } from "./dom.js";
import { components } from "./discord_components.js";
import { markdown } from "./markdown.js";
import { picture, sizeWords } from "./pictures.js";
import { brief, fullDate, hour } from "./time.js";

const SYSTEM = {
  1: (name, text) => `${name} added ${text} to the thread.`,
  2: (name, text) => `${name} removed ${text} from the thread.`,
  4: (name, text) => `${name} changed the channel name: ${text}`,
  6: (name) => `${name} pinned a message to this channel.`,
  7: (name) => `${name} joined the server.`,
  18: (name, text) => `${name} started a thread: ${text}`,
};

export function discordMessage(item, first, on) {
  const system = SYSTEM[item.kind];
  const words = item.text ? markdown(item.text, on) : null;
  const body = system ? systemLine(item, system, on) : h("div", { class: "content" },
    words, item.edited ? h("span", { class: "edited" }, " (edited)") : null);
  const alone = first || item.used || item.reply;
  const node = h("div", { class: `post ${alone ? "first" : ""} ${item.pinged ? "pinged" : ""} ${item.ephemeral ? "ephemeral" : ""}`,
    "aria-label": `${item.name}, ${hour(item.date)}: ${item.text}` },
    item.used ? h("div", { class: "above" }, h("b", {}, item.used.name), " used ", h("span", { class: "mention" }, item.used.command)) : null,
    !item.used && item.reply ? h("button", { type: "button", class: "above reply", onclick: () => item.reply.id && on.show(item.reply.id) },
      h("b", {}, item.reply.name), h("span", {}, item.reply.gone ? "Original message was deleted" : item.reply.text || "Press to see it")) : null,
    h("div", { class: "post-side" }, alone && !system ? avatar(item, "") : h("span", { class: "side-time" }, system ? "→" : hour(item.date))),
    h("div", { class: "post-main" },
      alone && !system ? header(item, on) : null,
      item.loading ? h("div", { class: "thinking" }, h("span", { class: "dots" }), `${item.name} is thinking…`) : body,
      (item.files ?? []).map(file), (item.embeds ?? []).map((one) => embed(one, on)),
      item.components ? components(item, item.components, on) : null,
      item.thread && item.kind !== 18 ? threadCard(item.thread, on) : null,
      item.reactions ? reactions(item, on) : null,
      item.ephemeral ? h("div", { class: "only-you" }, "Only you can see this • ", h("button", { type: "button", class: "link",
        onclick: () => on.remove(item) }, "Dismiss message")) : null,
      h("div", { class: "failure", role: "alert" })),
    h("div", { class: "tools" }, h("button", { type: "button", class: "icon-button message-menu", tabindex: "-1", "aria-label": "Message menu",
      onclick: (event) => on.menu(item, event.currentTarget) }, icon("more"))));
  return node;
}

function header(item, on) {
  const colour = item.role_colour ? `#${item.role_colour.toString(16).padStart(6, "0")}` : null;
  return h("div", { class: "post-head" },
    h("button", { type: "button", class: "post-name", tabindex: "-1", style: colour ? { "--role": colour } : {},
      onclick: (event) => on.person(item, event.currentTarget) }, item.name),
    item.bot ? h("span", { class: "app-tag" }, "APP") : null,
    h("time", { title: fullDate(item.date) }, `${brief(item.date) === hour(item.date) ? "" : `${brief(item.date)} `}${hour(item.date)}`));
}

function systemLine(item, system, on) {
  const line = h("div", { class: "content system" }, system(item.name, item.text), " ", h("time", {}, hour(item.date)));
  if (item.thread) line.append(" ", h("button", { type: "button", class: "link", onclick: () => on.channel(item.thread.id) }, "Open"));
  return line;
}

function file(given) {
  if (given.picture) return picture("discord", given.picture, given.name);
  return h("div", { class: "file" }, icon("file"), h("span", {}, given.name, h("small", {}, sizeWords(given.size))));
}

function embed(given, on) {
  const colour = given.color ? `#${given.color.toString(16).padStart(6, "0")}` : null;
  const text = (words) => (words ? markdown(words, on) : null);
  return h("div", { class: "embed", style: colour ? { "--bar": colour } : {} },
    given.author?.name ? h("div", { class: "embed-author" }, given.author.name) : null,
    given.title ? h("div", { class: "embed-title" }, given.url ? h("button", { type: "button", class: "link", title: given.url, onclick: () => on.link(given.url) }, given.title) : text(given.title)) : null,
    given.description ? h("div", { class: "embed-words" }, text(given.description)) : null,
    given.fields?.length ? h("div", { class: "embed-fields" }, given.fields.map((one) => h("div", { class: one.inline ? "inline" : "" },
      h("b", {}, text(one.name)), h("div", {}, text(one.value))))) : null,
    given.footer?.text || given.timestamp ? h("div", { class: "embed-footer" }, [given.footer?.text, given.timestamp ? brief(Date.parse(given.timestamp) / 1000) : null].filter(Boolean).join(" • ")) : null);
}

function threadCard(thread, on) {
  return h("button", { type: "button", class: "thread-card", onclick: () => on.channel(thread.id) }, icon("thread"),
    h("b", {}, thread.name), h("span", {}, thread.archived ? "archived" : `${thread.count} ${thread.count === 1 ? "message" : "messages"} ›`));
}

function reactions(item, on) {
  return h("div", { class: "reactions" }, item.reactions.map((one) => h("button", { type: "button", class: one.mine ? "mine" : "",
    "aria-pressed": String(one.mine), "aria-label": `${one.emoji}, ${one.count}`, onclick: () => on.react(item, one.emoji) },
    one.emoji, h("span", {}, one.count))));
}
