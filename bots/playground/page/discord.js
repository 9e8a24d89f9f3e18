// The Discord side: channels, the open channel, what one can do with its messages.

import { announce, askDialog, avatar, fill, h, icon, iconButton, toast } from "./dom.js";
import { CommandForm } from "./discord_commands.js";
import { openForm } from "./discord_forms.js";
import { forum } from "./discord_forum.js";
import { discordMessage } from "./discord_message.js";
import { Composer } from "./composer.js";
import { History } from "./history.js";
import { openMenu } from "./menu.js";
import { picker } from "./picker.js";
import { steerList } from "./telegram.js";

const EMOJI = ["👍", "👎", "✅", "❤️", "🎉", "👀", "🙌", "😢"];
const TYPING_SHOWN = 9000;
const FAILED = "This interaction failed";
const NO_RESPONSE = "The application did not respond";

export class DiscordSide {
  constructor(root, connection, app) {
    this.root = root;
    this.connection = connection;
    this.app = app;
    this.sight = null;
    this.remembered = new Map();
    this.room = null;
    this.known = { users: {}, roles: {}, channels: {} };
    this.offered = { slash: [], message: [], user: [] };
    this.tracked = new Map();
    this.build();
  }

  build() {
    this.picker = picker("Play", (id) => this.become(id));
    this.channelList = h("div", { class: "channel-list", onkeydown: steerList });
    this.header = h("header", { class: "room-header" });
    this.typing = h("div", { class: "typing", "aria-live": "off" });
    this.history = new History({ label: "Messages", menu: (item, at) => this.menu(item, at), more: () => this.more(),
      draw: (item, first) => discordMessage(item, first, this.hooks()), arrived: (item) => this.arrived(item),
      empty: () => h("div", { class: "empty" }, h("p", {}, this.room ? `This is the beginning of ${this.roomName()}.` : "")) });
    this.forum = h("div", { class: "forum-place", hidden: true });
    this.commandForm = new CommandForm({ names: () => this.known, complete: (...asked) => this.complete(...asked),
      send: (name, options) => this.command(name, options), closed: () => { this.composer.element.hidden = false; this.composer.focus(); } });
    this.composer = new Composer({ label: "Message", send: (wanted) => this.say(wanted), suggest: (text) => this.suggest(text), lastOwn: () => this.lastOwn(),
      buttons: [iconButton("commands", "Commands", () => { this.composer.setText("/"); this.composer.focus(); })] });
    this.footer = h("div", { class: "footer" });
    this.roomElement = h("div", { class: "room" }, this.header, this.history.element, this.forum, this.typing, this.commandForm.element, this.footer);
    fill(this.root, h("div", { class: "side-head" }, h("h2", {}, "Discord"), this.picker.element),
      h("div", { class: "side-body" }, h("nav", { class: "list", "aria-label": "Discord channels" }, this.channelList), this.roomElement));
  }

  hooks() {
    return { link: (url) => this.app.follow(url, "discord"), names: () => this.known, me: () => this.sight?.person, channel: (id) => this.open(id),
      menu: (item, at) => this.menu(item, at), person: (item, at) => this.personMenu(item, at), show: (id) => this.history.show(id),
      react: (item, emoji) => this.do("react", { message: item.id, emoji }), remove: (item) => this.do("delete", { message: item.id }),
      press: (item, one, element) => this.use("press", item, { custom_id: one.custom_id }, element),
      choose: (item, one, values, element) => this.use("choose", item, { custom_id: one.custom_id, values }, element) };
  }

  do(verb, fields = {}) {
    return this.connection.wish(`discord.${verb}`, fields);
  }

  // where the page looks

  // The server knows best who is played and what is looked at.
  adopt(self) {
    this.sight = { ...this.sight, person: self.discord, channel: self.discord_channel };
    this.remember();
  }

  remember() {
    this.remembered.set(this.sight.person, this.sight);
    sessionStorage.setItem("bellbuoy.discord", JSON.stringify(this.sight));
  }

  show(sight, { room = true } = {}) {
    this.sight = sight;
    this.remember();
    if (room) this.root.dataset.view = "room";
    if (!this.commandForm.element.hidden) this.commandForm.close();
    this.composer.open(`${sight.person}/${sight.channel}`);
    if (this.place) this.drawPlace(this.place);
    return this.do("show", { person: sight.person, channel: sight.channel, limit: sight.limit ?? 300 });
  }

  become(person) {
    this.show(this.remembered.get(person) ?? { person, channel: this.sight.channel }, { room: false });
  }

  open(channel) {
    return this.show({ person: this.sight.person, channel });
  }

  more() {
    this.show({ ...this.sight, limit: (this.sight.limit ?? 300) + 300 });
  }

  // what the server tells

  take(name, part) {
    if (name === "discord.place") this.drawPlace(part);
    else if (name === "discord.room") this.drawRoom(part);
    else if (name === "discord.commands") this.offered = part;
    else if (name === "discord.names") {
      const before = JSON.stringify(this.known);
      this.known = part;
      if (before !== JSON.stringify(part)) this.history.redraw();
    } else if (name === "discord.messages") this.history.update(part);
  }

  people(given, selected) {
    this.picker.draw(given, this.sight?.person ?? selected);
  }

  news(message) {
    if (message.news === "discord.interaction") this.heard(message.interaction);
    else if (message.news === "discord.typing" && message.channel === this.room?.id) {
      fill(this.typing, h("span", { class: "dots" }), `${this.known.users[message.user]?.name ?? "Bot"} is typing…`);
      clearTimeout(this.typingTimer);
      this.typingTimer = setTimeout(() => fill(this.typing), TYPING_SHOWN);
    }
  }

  arrived(item) {
    if (item.mine) return;
    if (item.bot) fill(this.typing);
    announce(`${item.name}: ${item.text || item.embeds?.[0]?.title || "new message"}`);
  }

  // drawing

  drawPlace(place) {
    this.place = place;
    const direct = this.entry({ ...place.direct, kind: "direct" });
    const groups = place.categories.map((group) => h("div", { class: "category", role: "group", "aria-label": group.name || "Channels" },
      group.name ? h("div", { class: "category-name" }, group.name) : null,
      group.channels.map((channel) => [this.entry(channel), channel.threads.map((thread) => this.entry(thread, true))])));
    const focused = this.channelList.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    fill(this.channelList, h("div", { class: "server-name" }, h("b", {}, place.server),
      place.member ? iconButton("more", "Server menu", (event) => openMenu(event.currentTarget, [{ label: "Leave server", danger: true, action: () => this.do("leave") }])) : null),
    h("div", { class: "category" }, h("div", { class: "category-name" }, "Direct messages"), direct),
    place.member ? groups : h("div", { class: "outside-server" }, h("p", {}, place.banned ? "You are banned from this server." : "You are not in this server."),
      place.banned ? null : h("button", { type: "button", class: "dbutton primary", onclick: () => this.do("join") }, "Join server")));
    if (focused) this.channelList.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    const all = place.categories.flatMap((group) => group.channels.flatMap((channel) => [channel, ...channel.threads]));
    this.app.badge("discord", [place.direct, ...all].reduce((sum, one) => sum + one.pings, 0));
  }

  entry(channel, nested = false) {
    const here = String(this.sight?.channel) === channel.id;
    return h("button", { type: "button", class: `channel ${nested ? "nested" : ""} ${channel.unread ? "unread" : ""}`, "aria-current": here ? "page" : null,
      "data-key": channel.id, onclick: () => this.open(channel.id) }, channel.kind === "direct" ? avatar({ name: channel.name, bot: true }, "tiny") : icon(channel.kind),
      h("span", { class: "channel-name" }, channel.name), channel.pings ? h("span", { class: "badge", "aria-label": `${channel.pings} mentions` }, channel.pings) : null);
  }

  roomName() {
    return this.room.kind === "direct" ? `your messages with ${this.room.name}` : `#${this.room.name}`;
  }

  drawRoom(room) {
    this.room = room;
    this.composer.open(`${this.sight?.person}/${this.sight?.channel}`);
    const back = iconButton("back", "Back to the channels", () => { this.root.dataset.view = "list"; }, { class: "icon-button back" });
    const isForum = room?.kind === "forum";
    this.history.element.hidden = isForum;
    this.forum.hidden = !isForum;
    if (!room) {
      fill(this.header, back, h("div", { class: "room-title" }, h("b", {}, "No channel open")));
      fill(this.footer, h("p", { class: "cannot" }, "This person cannot see that channel. Choose one from the list."));
      return;
    }
    if (isForum) {
      fill(this.forum, forum(room, { channel: (id) => this.open(id), open: (fields) => this.openThread(fields) }));
    }
    fill(this.header, back, room.kind === "direct" ? avatar({ name: room.name, bot: true }, "small") : icon(room.kind),
      h("div", { class: "room-title" }, room.parent ? h("button", { type: "button", class: "link", onclick: () => this.open(room.parent.id) }, `${room.parent.name} ›`) : null,
        h("b", {}, room.name), room.thread?.archived ? h("span", { class: "tag" }, "archived") : null, room.thread?.locked ? h("span", { class: "tag" }, "locked") : null,
        room.topic && !isForum ? h("small", {}, room.topic) : null),
      room.posts.length && !isForum ? iconButton("thread", "Threads", () => this.threadList()) : null,
      room.members.length ? iconButton("people", "Members", () => this.memberList()) : null,
      this.roomEntries().length ? iconButton("more", "Channel menu", (event) => openMenu(event.currentTarget, this.roomEntries())) : null);
    this.composer.input.placeholder = room.kind === "direct" ? `Message @${room.name}` : `Message ${room.thread ? "" : "#"}${room.name}`;
    this.drawFooter(room);
  }

  drawFooter(room) {
    let shown = this.composer.element;
    if (room.kind === "forum") shown = null;
    else if (room.kind === "voice") shown = h("p", { class: "cannot" }, "Nobody speaks in the demo.");
    else if (room.thread?.locked && !room.rights.manage_threads) shown = h("p", { class: "cannot" }, "This thread is locked.");
    else if (!room.writable) shown = h("p", { class: "cannot" }, "You do not have permission to send messages here.");
    if (this.footer.firstChild !== shown || this.footer.childElementCount !== (shown ? 1 : 0)) fill(this.footer, shown);
  }

  roomEntries() {
    const { rights, thread } = this.room;
    const entries = [];
    if (rights.thread) entries.push({ label: "New thread", icon: "thread", action: () => this.askThread({}) });
    if (rights.private_thread) entries.push({ label: "New private thread", icon: "private", action: () => this.askThread({ private: true }) });
    if (thread) {
      entries.push(thread.joined ? { label: "Leave thread", action: () => this.do("leave_thread") } : { label: "Join thread", action: () => this.do("join_thread") });
      if (rights.manage_threads || thread.owner) entries.push({ label: thread.archived ? "Reopen thread" : "Close thread", action: () => this.do("archive", { on: !thread.archived }) });
      if (rights.manage_threads) entries.push({ label: thread.locked ? "Unlock thread" : "Lock thread", action: () => this.do("lock", { on: !thread.locked }) });
    }
    return entries;
  }

  threadList() {
    askDialog("Threads", (close) => h("div", { class: "dialog-body" }, h("h2", {}, `Threads of #${this.room.name}`),
      h("div", { class: "dialog-list" }, this.room.posts.map((post) => h("button", { type: "button", class: "channel", onclick: () => { close(); this.open(post.id); } },
        icon(post.kind), h("span", { class: "channel-name" }, post.name), post.archived ? h("span", { class: "tag" }, "archived") : null))),
      h("div", { class: "dialog-buttons" }, h("button", { type: "button", onclick: close }, "Close"))));
  }

  memberList() {
    askDialog("Members", (close) => h("div", { class: "dialog-body" }, h("h2", {}, `Who is in ${this.room.name}`),
      h("div", { class: "dialog-list" }, this.room.members.map((group) => [h("div", { class: "category-name" }, `${group.role} — ${group.people.length}`),
        group.people.map((person) => h("button", { type: "button", class: "channel", onclick: (event) => {
          const box = event.currentTarget.getBoundingClientRect();
          close();
          this.personMenu(person, { x: box.left + 20, y: box.bottom });
        } }, avatar(person, "small"), h("span", { class: "channel-name" }, person.name), person.bot ? h("span", { class: "app-tag" }, "APP") : null))])),
      h("div", { class: "dialog-buttons" }, h("button", { type: "button", onclick: close }, "Close"))));
  }

  // doing

  async say({ text, reply, edit, picture }) {
    const done = edit === null ? await this.do("say", { text, reply, picture }) : await this.do("edit", { message: edit, text });
    if (done && edit === null) this.history.toEnd();
    return done;
  }

  suggest(text) {
    if (!text.startsWith("/")) return [];
    const typed = text.slice(1).toLowerCase();
    const found = this.offered.slash.filter((one) => one.name.includes(typed));
    found.sort((a, b) => Number(b.name.startsWith(typed)) - Number(a.name.startsWith(typed)));
    return found.slice(0, 25).map((one) => ({ label: `/${one.name}`, hint: one.description, action: () => {
      this.composer.setText("");
      if (one.options.length === 0) {
        this.command(one.name, {}).then((words) => words && toast(words, "bad"));
        this.composer.focus();
        return;
      }
      this.composer.element.hidden = true;
      this.commandForm.open(one);
    } }));
  }

  lastOwn() {
    return this.history.order.map((id) => this.history.items[id]).filter((item) => item.mine && !item.kind).at(-1);
  }

  // Resolves to null when the bot was asked, else to the words of the refusal.
  async command(name, options) {
    try {
      const result = await this.connection.ask("discord.command", { name, options });
      this.history.toEnd();
      this.track(result.interaction, { failed: () => toast(`/${name}: ${NO_RESPONSE}`, "bad") });
      return null;
    } catch (error) {
      return error.message;
    }
  }

  async complete(name, option, partial, others) {
    try {
      const result = await this.connection.ask("discord.complete", { name, option, partial, others });
      return await new Promise((keep) => this.track(result.interaction, { done: (state) => keep(state.choices), failed: () => keep([]) }));
    } catch {
      return [];
    }
  }

  async use(verb, item, fields, element) {
    element.classList.add("busy");
    const result = await this.do(verb, { message: item.id, ...fields });
    const rest = () => element.classList.remove("busy");
    if (!result) rest();
    else this.track(result.interaction, { done: rest, failed: () => { rest(); this.showFailure(item.id); } });
  }

  showFailure(id) {
    const place = this.history.node(id)?.querySelector(".failure");
    if (!place) return;
    fill(place, FAILED);
    setTimeout(() => fill(place), 8000);
  }

  // Follows an interaction to its end: a form opens, a failure is shown; deferred counts as heard.
  track(interaction, { done = () => {}, failed = () => {} }) {
    this.tracked.set(interaction.id, { done, failed });
    this.heard(interaction);
  }

  heard(interaction) {
    const entry = this.tracked.get(interaction.id);
    if (!entry || interaction.state === "waiting") return;
    if (interaction.state === "failed") entry.failed();
    else entry.done(interaction);
    if (interaction.state !== "deferred") this.tracked.delete(interaction.id);
    if (interaction.modal && interaction.state === "answered") this.openModal(interaction);
  }

  openModal(interaction) {
    openForm(interaction.modal, this.hooks(), async (values) => {
      try {
        const result = await this.connection.ask("discord.submit", { interaction: interaction.id, values });
        return await new Promise((keep) => this.track(result.interaction, { done: () => keep(null), failed: () => keep("Something went wrong. Try again.") }));
      } catch (error) {
        return error.message;
      }
    });
  }

  async openThread(fields) {
    try {
      const result = await this.connection.ask("discord.thread", fields);
      this.open(result.discord);
      return null;
    } catch (error) {
      return error.message;
    }
  }

  askThread(fields) {
    askDialog("New thread", (close) => {
      const problem = h("p", { class: "problem", role: "alert" });
      const name = h("input", { type: "text", id: "thread-name", required: true, maxlength: "100", autocomplete: "off" });
      return h("form", { class: "dialog-body form", onsubmit: async (event) => {
        event.preventDefault();
        const words = await this.openThread({ ...fields, name: name.value });
        if (words === null) close();
        else fill(problem, words);
      } }, h("h2", {}, fields.private ? "New private thread" : "New thread"), h("div", { class: "field" }, h("label", { for: "thread-name" }, "Name"), name), problem,
      h("div", { class: "dialog-buttons" }, h("button", { type: "button", onclick: close }, "Cancel"), h("button", { type: "submit", class: "primary" }, "Create")));
    });
  }

  menu(item, at) {
    if (item.ephemeral) {
      openMenu(at, [{ label: "Dismiss message", action: () => this.do("delete", { message: item.id }) }]);
      return;
    }
    const rights = this.room?.rights ?? {};
    openMenu(at, [rights.react ? { emoji: EMOJI, action: (emoji) => this.do("react", { message: item.id, emoji }) } : undefined,
      this.room?.writable ? { label: "Reply", icon: "reply", action: () => this.composer.startReply(item) } : undefined,
      item.mine && !item.kind ? { label: "Edit", action: () => this.composer.startEdit(item) } : undefined,
      rights.thread && !item.thread ? { label: "Start thread", icon: "thread", action: () => this.askThread({ message: item.id }) } : undefined,
      { label: "Copy text", action: () => navigator.clipboard?.writeText(item.text).catch(() => toast("Copying is not allowed here.")) },
      ...(this.offered.message.length ? [{ heading: "Apps" }] : []),
      ...this.offered.message.map((name) => ({ label: name, action: () => this.context({ name, message: item.id }) })),
      item.mine || rights.delete ? null : undefined,
      item.mine || rights.delete ? { label: "Delete message", danger: true, action: () => this.do("delete", { message: item.id }) } : undefined,
    ].filter((entry) => entry !== undefined));
  }

  personMenu(person, at) {
    const rights = this.room?.rights ?? {};
    const mine = person.author === this.sight.person;
    const sanction = (label, verb) => ({ label, danger: true, action: () => this.do(verb, { target: person.author }) });
    const entries = [{ heading: person.name },
      ...this.offered.user.map((name) => ({ label: name, action: () => this.context({ name, target: person.author }) })),
      person.bot ? { label: "Message", icon: "direct", action: () => this.open(person.author) } : undefined,
      { label: "Mention", action: () => { this.composer.setText(`${this.composer.input.value}<@${person.author}> `); this.composer.focus(); } },
      rights.time_out && !mine ? sanction("Time out for 10 minutes", "time_out") : undefined,
      rights.kick && !mine ? sanction("Kick", "kick") : undefined, rights.ban && !mine ? sanction("Ban", "ban") : undefined];
    openMenu(at, entries.filter((entry) => entry !== undefined));
  }

  async context(fields) {
    const result = await this.do("context", fields);
    if (result) this.track(result.interaction, { failed: () => toast(`${fields.name}: ${NO_RESPONSE}`, "bad") });
  }
}
