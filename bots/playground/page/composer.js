// The typing box both sides share: growing, Enter to send, reply and edit banners, a sample picture, suggestions.

import { fill, h, iconButton } from "./dom.js";

export class Composer {
  // send({text, reply, edit, picture}) resolves to something truthy when it was accepted.
  constructor({ label, send, suggest, lastOwn, buttons = [] }) {
    this.send = send;
    this.suggest = suggest;
    this.lastOwn = lastOwn;
    this.reply = null;
    this.editing = null;
    this.picture = false;
    this.drafts = new Map();
    this.place = null;
    this.banner = h("div", { class: "banner", hidden: true });
    this.list = h("div", { class: "suggestions", role: "listbox", id: `suggestions-${label.replace(/\W/g, "")}`, hidden: true });
    this.input = h("textarea", { rows: "1", "aria-label": label, placeholder: label, maxlength: "4096", autocomplete: "off",
      "aria-controls": this.list.id, oninput: () => this.typed(), onkeydown: (event) => this.key(event) });
    this.sendButton = iconButton("send", "Send", () => this.submit(), { class: "icon-button send" });
    this.attachButton = iconButton("attach", "Attach a sample picture", () => this.attach(!this.picture), { "aria-pressed": "false" });
    this.element = h("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); this.submit(); } },
      this.list, this.banner, h("div", { class: "composer-row" }, this.attachButton, this.input, buttons, this.sendButton));
  }

  focus() {
    this.input.focus();
  }

  // Each place keeps what was typed there.
  open(place) {
    if (place === this.place) return;
    if (this.place !== null) this.drafts.set(this.place, this.editing ? "" : this.input.value);
    this.place = place;
    this.cancel();
    this.setText(this.drafts.get(place) ?? "");
  }

  setText(text) {
    this.input.value = text;
    this.typed();
  }

  typed() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight + 2, 140)}px`;
    this.offer();
  }

  offer() {
    const found = this.editing ? [] : this.suggest?.(this.input.value) ?? [];
    this.list.hidden = found.length === 0;
    fill(this.list, found.map((one, index) => h("button", { type: "button", role: "option", class: "suggestion", tabindex: "-1",
      "aria-selected": String(index === 0), onclick: () => this.take(one) }, h("b", {}, one.label), h("span", {}, one.hint))));
    this.found = found;
    this.at = 0;
  }

  take(one) {
    this.list.hidden = true;
    one.action();
  }

  mark(at) {
    const all = [...this.list.children];
    this.at = (at + all.length) % all.length;
    all.forEach((element, index) => element.setAttribute("aria-selected", String(index === this.at)));
    all[this.at].scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const offered = !this.list.hidden && this.found.length > 0;
    if (event.isComposing) return;
    if (offered && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.mark(this.at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (offered && (event.key === "Enter" || event.key === "Tab") && !event.shiftKey && !this.found[this.at].exact) {
      event.preventDefault();
      this.take(this.found[this.at]);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape") {
      if (offered) this.list.hidden = true;
      else this.cancel();
    } else if (event.key === "ArrowUp" && this.input.value === "" && !this.editing) {
      const last = this.lastOwn?.();
      if (last) {
        event.preventDefault();
        this.startEdit(last);
      }
    }
  }

  startReply(item) {
    this.cancel();
    this.reply = item;
    this.showBanner(`Reply to ${item.name}`, item.text ?? "");
    this.focus();
  }

  startEdit(item) {
    this.cancel();
    this.editing = item;
    this.showBanner("Edit message", item.text ?? "");
    this.setText(item.text ?? "");
    this.focus();
  }

  attach(on) {
    this.picture = on;
    this.attachButton.setAttribute("aria-pressed", String(on));
    if (on) this.showBanner("Sample picture", "buoy.png will be attached");
    else if (!this.reply && !this.editing) this.banner.hidden = true;
  }

  showBanner(title, words) {
    this.banner.hidden = false;
    fill(this.banner, h("span", { class: "banner-words" }, h("b", {}, title), h("span", {}, words)),
      iconButton("close", "Cancel", () => { this.cancel(); this.focus(); }));
  }

  cancel() {
    if (this.editing) this.setText("");
    this.reply = null;
    this.editing = null;
    this.attach(false);
    this.banner.hidden = true;
  }

  async submit() {
    const text = this.input.value;
    if (!text.trim() && !this.picture) return;
    const wanted = { text, reply: this.reply?.id ?? null, edit: this.editing?.id ?? null, picture: this.picture };
    const accepted = await this.send(wanted);
    if (!accepted) return;
    this.editing = null;
    this.cancel();
    this.setText("");
  }
}

