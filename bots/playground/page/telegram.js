// The Telegram side: chat list, open chat, what one can do with its messages.

import { alertDialog, announce, avatar, fill, h, icon, iconButton, toast } from "./dom.js";
import { Composer } from "./composer.js";
import { History } from "./history.js";
import { openMenu } from "./menu.js";
import { picker } from "./picker.js";
import { MEDIA, serviceWords, telegramMessage } from "./telegram_message.js";
import { brief } from "./time.js";

const EMOJI = ["👍", "👎", "❤️", "🔥", "🎉", "👌", "🙏", "😢"];
const TYPING_SHOWN = 5500;

export class TelegramSide {
  constructor(root, connection, app) {
    this.root = root;
    this.connection = connection;
    this.app = app;
    this.sight = null;
    this.remembered = new Map();
    this.room = null;
    this.chats = [];
    this.pressed = new Map();
    this.build();
  }

  build() {
    this.picker = picker("Play", (id) => this.become(id));
    this.chatList = h("div", { class: "chat-list", role: "listbox", "aria-label": "Chats", onkeydown: (event) => steerList(event) });
    this.header = h("header", { class: "room-header" });
    this.pinned = h("button", { type: "button", class: "pinned", hidden: true });
    this.typing = h("div", { class: "typing", "aria-live": "off" });
    this.history = new History({ label: "Messages", menu: (item, at) => this.menu(item, at), more: () => this.more(),
      draw: (item, first) => telegramMessage(item, first, this.hooks(), { group: this.room?.kind !== "private",
        showTopic: this.room?.forum && this.sight?.topic === null }),
      arrived: (item) => this.arrived(item), empty: () => this.emptyRoom() });
    this.composer = new Composer({ label: "Write a message", send: (wanted) => this.say(wanted),
      suggest: (text) => this.suggest(text), lastOwn: () => this.lastOwn(),
      buttons: [this.commandButton = iconButton("commands", "Commands", () => { this.composer.setText("/"); this.composer.focus(); })] });
    this.footer = h("div", { class: "footer" });
    this.roomElement = h("div", { class: "room" }, this.header, this.pinned, this.history.element, this.typing, this.footer);
    fill(this.root, h("div", { class: "side-head" }, h("h2", {}, "Telegram"), this.picker.element),
      h("div", { class: "side-body" }, h("nav", { class: "list", "aria-label": "Telegram chats" }, this.chatList), this.roomElement));
  }

  hooks() {
    return { link: (url) => this.app.follow(url), command: (words) => this.say({ text: words }),
      menu: (item, at) => this.menu(item, at), react: (item, emoji) => this.do("react", { message: item.id, emoji }),
      press: (item, button, element) => this.press(item, button, element), show: (id) => this.history.show(id) };
  }

  do(verb, fields = {}) {
    return this.connection.wish(`telegram.${verb}`, fields);
  }

  // where the page looks

  // The server knows best who is played and what is looked at.
  adopt(self) {
    this.sight = { ...this.sight, person: self.telegram, chat: numberOr(self.telegram_chat), topic: self.telegram_topic };
    this.remember();
  }

  remember() {
    this.remembered.set(this.sight.person, this.sight);
    sessionStorage.setItem("bellbuoy.telegram", JSON.stringify(this.sight));
  }

  show(sight, { room = true } = {}) {
    this.sight = { topic: null, ...sight };
    this.remember();
    if (room) this.root.dataset.view = "room";
    this.composer.open(`${this.sight.person}/${this.sight.chat}/${this.sight.topic}`);
    this.drawChats(this.chats);
    return this.do("show", { person: this.sight.person, chat: this.sight.chat, topic: this.sight.topic, limit: this.sight.limit ?? 300 });
  }

  become(person) {
    this.show(this.remembered.get(person) ?? { person, chat: this.sight.chat, topic: this.sight.topic }, { room: false });
  }

  open(chat, topic = null) {
    return this.show({ person: this.sight.person, chat, topic });
  }

  more() {
    this.show({ ...this.sight, limit: (this.sight.limit ?? 300) + 300 });
  }

  // what the server tells

  take(name, part) {
    if (name === "telegram.chats") this.drawChats(part);
    else if (name === "telegram.room") this.drawRoom(part);
    else if (name === "telegram.messages") this.history.update(part);
  }

  people(given, selected) {
    this.picker.draw(given, this.sight?.person ?? selected);
  }

  news(message) {
    if (message.news === "telegram.answer") this.answered(message);
    else if (message.news === "telegram.typing" && message.chat === this.key()) {
      fill(this.typing, h("span", { class: "dots" }), `${this.room?.kind === "private" ? "bot" : "Bot"} is typing…`);
      clearTimeout(this.typingTimer);
      this.typingTimer = setTimeout(() => fill(this.typing), TYPING_SHOWN);
    }
  }

  key() {
    return this.room?.kind === "private" ? `${this.sight.person}:${this.room.id}` : String(this.room?.id);
  }

  arrived(item) {
    if (item.mine || item.removed) return;
    if (item.by_bot) fill(this.typing);
    announce(item.service ? serviceWords(item.name, item.service) : `${item.name}: ${item.text || MEDIA[item.media?.kind] || ""}`);
  }

  // drawing

  drawChats(chats) {
    this.chats = chats;
    const focused = this.chatList.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    fill(this.chatList, chats.map((chat) => [this.chatEntry(chat), chat.id === this.sight?.chat && chat.joined ? chat.topics.map((topic) => this.topicEntry(chat, topic)) : null]));
    if (focused) this.chatList.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    this.app.badge("telegram", chats.reduce((sum, chat) => sum + chat.unread, 0));
  }

  chatEntry(chat) {
    const here = chat.id === this.sight?.chat;
    const last = chat.last;
    const words = !last ? (chat.joined ? (chat.kind === "private" ? "Say hello" : "No messages") : chat.status === "kicked" ? "You are banned" : "Not joined")
      : last.service ? serviceWords(last.name, last.service)
        : `${chat.kind === "private" && last.name !== "You" ? "" : `${last.name}: `}${last.text || MEDIA[last.media] || ""}`;
    return h("button", { type: "button", class: "chat", role: "option", "aria-selected": String(here && (this.sight.topic ?? null) === null),
      "data-key": String(chat.id), onclick: () => this.open(chat.id) },
      avatar({ name: chat.title, author: chat.id, bot: chat.kind === "private" }),
      h("span", { class: "chat-words" }, h("span", { class: "chat-top" }, h("b", {}, chat.title),
        h("small", {}, last ? brief(last.date) : "")), h("span", { class: "chat-bottom" }, h("span", {}, words), unread(chat.unread))));
  }

  topicEntry(chat, topic) {
    return h("button", { type: "button", class: "topic", role: "option", "aria-selected": String(this.sight.topic === topic.id),
      "data-key": `${chat.id}/${topic.id}`, onclick: () => this.open(chat.id, topic.id) }, h("span", { class: "hash", "aria-hidden": "true" }, topic.closed ? "×" : "›"),
      h("span", { class: "topic-name" }, topic.name), unread(topic.unread));
  }

  drawRoom(room) {
    const before = this.room;
    this.room = room;
    this.composer.open(`${this.sight?.person}/${this.sight?.chat}/${this.sight?.topic}`);
    if (before?.forum !== room?.forum || before?.kind !== room?.kind) this.history.redraw();
    const back = iconButton("back", "Back to the chats", () => { this.root.dataset.view = "list"; }, { class: "icon-button back" });
    if (!room) {
      fill(this.header, back, h("div", { class: "room-title" }, h("b", {}, "No chat open")));
      fill(this.footer, h("p", { class: "cannot" }, this.sight?.chat ? "This person cannot see that chat. Choose one from the list." : "Choose a chat from the list."));
      this.pinned.hidden = true;
      return;
    }
    fill(this.header, back, avatar({ name: room.title, author: room.id, bot: room.kind === "private" }),
      h("div", { class: "room-title" }, h("b", {}, room.title, room.topic ? h("span", { class: "dim" }, ` › ${room.topic}`) : null),
        h("small", {}, room.blocked ? "blocked" : room.about)),
      iconButton("more", "Chat menu", (event) => this.roomMenu(event.currentTarget)));
    this.pinned.hidden = !room.pinned;
    if (room.pinned) {
      fill(this.pinned, icon("pin"), h("span", {}, h("b", {}, "Pinned message"), h("span", {}, room.pinned.text || MEDIA[room.pinned.media] || "")));
      this.pinned.onclick = () => this.history.show(room.pinned.id);
    }
    this.commandButton.hidden = room.commands.length === 0;
    this.drawFooter(room);
  }

  drawFooter(room) {
    const big = (words, verb, fields) => h("button", { type: "button", class: "big-button", onclick: () => this.do(verb, fields) }, words);
    let shown = this.composer.element;
    if (room.blocked) shown = big("Unblock and restart", "start");
    else if (room.kind === "private" && !room.begun) shown = big("Start", "start");
    else if (!room.joined) shown = room.status === "kicked" ? h("p", { class: "cannot" }, "You are banned from this chat.") : big("Join", "join");
    else if (!room.writable) shown = h("p", { class: "cannot" }, room.kind === "channel" ? "Only administrators write here." : "You may not write here.");
    if (this.footer.firstChild !== shown || this.footer.childElementCount !== 1) fill(this.footer, shown);
  }

  emptyRoom() {
    const welcome = this.room?.welcome || (this.room?.kind === "private" ? "Press Start to begin." : "Nothing here yet.");
    return h("div", { class: "empty" }, this.room?.kind === "private" ? avatar({ name: this.room.title, bot: true }, "large") : null, h("p", { class: "pre" }, welcome));
  }

  // doing

  async say({ text, reply = null, edit = null, picture = false }) {
    const done = edit === null ? await this.do("say", { text, reply, picture }) : await this.do("edit", { message: edit, text });
    if (done && edit === null) this.history.toEnd();
    return done;
  }

  suggest(text) {
    if (!text.startsWith("/") || /\s/.test(text)) return [];
    const typed = text.slice(1).toLowerCase();
    const found = (this.room?.commands ?? []).filter((one) => one.command.replace(/^\//, "").startsWith(typed));
    return found.slice(0, 30).map((one) => {
      const name = one.command.replace(/^\//, "");
      return { label: `/${name}`, hint: one.description, exact: name === typed, action: async () => {
        if (await this.say({ text: `/${name}` })) this.composer.setText("");
        this.composer.focus();
      } };
    });
  }

  lastOwn() {
    const own = this.history.order.map((id) => this.history.items[id]).filter((item) => item.mine && !item.removed && !item.service);
    return own.at(-1);
  }

  async press(item, button, element) {
    if (button.url || button.web_app || button.login_url) {
      this.app.follow(button.url ?? button.web_app?.url ?? button.login_url?.url);
    } else if (button.copy_text) {
      await navigator.clipboard?.writeText(button.copy_text.text).catch(() => null);
      toast("Copied.");
    } else if (button.callback_data !== undefined) {
      element.classList.add("busy");
      const result = await this.do("press", { message: item.id, data: button.callback_data });
      if (!result) element.classList.remove("busy");
      else this.waitFor(result.press, element);
    } else toast("This kind of button does nothing in the demo.");
  }

  waitFor(press, element) {
    if (this.pressed.get(press) === "answered") {
      element.classList.remove("busy");
      this.pressed.delete(press);
      return;
    }
    const timer = setTimeout(() => this.finish(press), 15000);
    this.pressed.set(press, { element, timer });
  }

  finish(press) {
    const waiting = this.pressed.get(press);
    if (waiting && waiting !== "answered") {
      clearTimeout(waiting.timer);
      waiting.element.classList.remove("busy");
      this.pressed.delete(press);
    } else this.pressed.set(press, "answered");
  }

  answered(answer) {
    this.finish(answer.id);
    if (answer.url) this.app.follow(answer.url);
    if (!answer.text) return;
    if (answer.show_alert) alertDialog(this.room?.title ?? "Bot", answer.text);
    else toast(answer.text);
  }

  menu(item, at) {
    if (item.removed || item.service) return;
    const rights = this.room?.rights ?? {};
    const group = this.room?.kind !== "private";
    const own = (label, verb, more = {}) => ({ label, action: () => this.do(verb, { message: item.id }), ...more });
    openMenu(at, [{ emoji: EMOJI, action: (emoji) => this.do("react", { message: item.id, emoji }) }, null,
      this.room?.writable && this.room?.joined ? { label: "Reply", icon: "reply", action: () => this.composer.startReply(item) } : undefined,
      item.mine && this.room?.joined ? { label: "Edit", action: () => this.composer.startEdit(item) } : undefined,
      { label: "Forward to the bot", action: async () => {
        const result = await this.do("forward", { message: item.id });
        if (result) this.open(result.telegram);
      } },
      { label: "Copy text", action: () => navigator.clipboard?.writeText(item.text ?? "").catch(() => toast("Copying is not allowed here.")) },
      rights.pin ? own("Pin", "pin", { icon: "pin" }) : undefined,
      item.mine || rights.delete ? own("Delete", "delete", { danger: true }) : undefined,
      group && rights.ban && !item.mine && !item.by_bot ? own(`Mute ${item.name} for 10 minutes`, "mute", { danger: true }) : undefined,
      group && rights.ban && !item.mine && !item.by_bot ? own(`Ban ${item.name}`, "ban", { danger: true }) : undefined,
    ].filter((entry) => entry !== undefined));
  }

  roomMenu(at) {
    const room = this.room;
    const entries = [];
    if (room.kind === "private") {
      entries.push(room.blocked ? { label: "Unblock bot", action: () => this.do("unblock") } : { label: "Block bot", danger: true, action: () => this.do("block") });
      entries.push({ label: "Send /start", action: () => this.do("start") });
    } else {
      entries.push(room.joined ? { label: room.kind === "channel" ? "Leave channel" : "Leave group", danger: true, action: () => this.do("leave") } : { label: "Join", action: () => this.do("join") });
    }
    openMenu(at, entries);
  }
}

function unread(count) {
  return count ? h("span", { class: "badge", "aria-label": `${count} unread` }, count > 99 ? "99+" : count) : null;
}

export function steerList(event) {
  const all = [...event.currentTarget.querySelectorAll("button")];
  const at = all.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || at < 0) return;
  event.preventDefault();
  all[Math.max(0, Math.min(all.length - 1, at + step))].focus();
}

function numberOr(value) {
  return value === null || value === undefined ? null : Number(value);
}
