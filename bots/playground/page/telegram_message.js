// One Telegram message as a node: bubble, service line or a trace of a removed message.

import { avatar, colourOf, h, icon } from "./dom.js";
import { entityText } from "./telegram_text.js";
import { fullDate, hour } from "./time.js";
import { picture, sizeWords } from "./pictures.js";

const SERVICE = {
  new_chat_members: (who, { names }) => (names.join() === who ? `${who} joined the group` : `${who} added ${names.join(", ")}`),
  left_chat_member: (who, { names }) => (names.join() === who ? `${who} left the group` : `${who} removed ${names.join(", ")}`),
  new_chat_title: (who, { value }) => `${who} changed the name to “${value}”`,
  pinned_message: (who) => `${who} pinned a message`,
  forum_topic_created: (who, { value }) => `${who} created the topic “${value}”`,
  forum_topic_closed: (who) => `${who} closed the topic`,
  forum_topic_reopened: (who) => `${who} reopened the topic`,
  forum_topic_edited: (who, { value }) => (value ? `${who} renamed the topic to “${value}”` : `${who} changed the topic`),
  migrate_to_chat_id: () => "The group became a supergroup",
  migrate_from_chat_id: () => "This supergroup was a group before",
};

export const MEDIA = { photo: "Photo", document: "File", voice: "Voice message", video: "Video", sticker: "Sticker",
  audio: "Audio", animation: "Animation", video_note: "Video message" };

export function serviceWords(name, service) {
  return (SERVICE[service.kind] ?? ((who) => `${who}: ${service.kind.replaceAll("_", " ")}`))(name, service);
}

export function telegramMessage(item, first, on, { group, showTopic }) {
  if (item.removed) return h("div", { class: "line removed" }, h("span", {}, "message removed"));
  if (item.service) return h("div", { class: "line service" }, h("span", {}, serviceWords(item.name, item.service)));
  const beside = group && !item.mine;
  const bubble = h("div", { class: "bubble" },
    beside && first ? nameLine(item) : null,
    showTopic && item.topic ? h("div", { class: "topic-mark" }, `› ${item.topic}`) : null,
    item.forwarded ? h("div", { class: "forwarded" }, "Forwarded from ", h("b", {}, item.forwarded)) : null,
    item.reply ? replyQuote(item.reply, on) : null,
    item.media ? media(item.media, on) : null,
    h("div", { class: "words" }, item.text ? entityText(item.text, item.entities ?? [], on) : null,
      h("span", { class: "stamp", title: fullDate(item.date) }, item.edited ? "edited " : "", hour(item.date))),
    item.reactions ? reactions(item, on) : null);
  return h("div", { class: `message ${item.mine ? "mine" : "theirs"} ${first ? "first" : ""}`,
    "aria-label": `${item.name}, ${hour(item.date)}: ${item.text ?? ""}` },
    beside ? h("div", { class: "beside" }, first ? avatar({ ...item, bot: item.by_bot }, "small") : null) : null,
    h("div", { class: "stack" },
      h("div", { class: "bubble-row" }, bubble, h("button", { type: "button", class: "message-menu icon-button", tabindex: "-1",
        "aria-label": "Message menu", onclick: (event) => on.menu(item, event.currentTarget) }, icon("more"))),
      item.keyboard ? keyboard(item, on) : null));
}

function nameLine(item) {
  return h("div", { class: "name", style: { "--name": item.colour || colourOf(item.author) } }, item.name,
    item.rank ? h("span", { class: "rank" }, item.rank) : null);
}

function replyQuote(reply, on) {
  const words = reply.gone ? "message is gone" : reply.text || MEDIA[reply.media] || "message";
  return h("button", { type: "button", class: "reply-quote", onclick: () => on.show(reply.id) },
    reply.name ? h("b", {}, reply.name) : null, h("span", {}, words));
}

function media(given) {
  if (given.picture) return picture("telegram", given.picture, given.name ?? "Photo", given.width, given.height);
  return h("div", { class: "file" }, icon("file"), h("span", {}, given.name ?? MEDIA[given.kind] ?? given.kind,
    h("small", {}, `${MEDIA[given.kind] ?? given.kind}, ${sizeWords(given.size)}`)));
}

function reactions(item, on) {
  return h("div", { class: "reactions" }, item.reactions.map((one) => h("button", { type: "button",
    class: one.mine ? "mine" : "", "aria-pressed": String(one.mine), "aria-label": `${one.emoji}, ${one.count}`,
    onclick: () => on.react(item, one.emoji) }, one.emoji, h("span", {}, one.count))));
}

function keyboard(item, on) {
  return h("div", { class: "keyboard" }, item.keyboard.map((row) => h("div", { class: "row" }, row.map((button) => {
    const outside = Boolean(button.url || button.web_app);
    return h("button", { type: "button", class: outside ? "outside" : "", "data-callback": button.callback_data,
      onclick: (event) => on.press(item, button, event.currentTarget) }, h("span", {}, button.text));
  }))));
}
