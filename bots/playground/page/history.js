// A list of messages that changes in place: keyed nodes, sticky bottom, "load more", arrow keys.

import { h, icon } from "./dom.js";
import { dayKey, dayName } from "./time.js";

const STICKY = 48;
const GROUP_SECONDS = 420;

export class History {
  // draw(item, first) makes the node of a message; `first` begins a group of one author.
  constructor({ label, draw, menu, more, arrived, empty }) {
    this.draw = draw;
    this.menu = menu;
    this.arrived = arrived;
    this.empty = empty;
    this.key = null;
    this.items = {};
    this.order = [];
    this.nodes = new Map();
    this.moreButton = h("button", { type: "button", class: "load-more", hidden: true, onclick: more }, "Load earlier messages");
    this.list = h("div", { class: "messages", role: "list", "aria-label": label });
    this.end = h("div", { class: "after-messages" });
    this.scroller = h("div", { class: "scroller", tabindex: "0", "aria-label": `${label}; arrow keys move, Enter opens the menu`,
      role: "region", onkeydown: (event) => this.steer(event), onscroll: () => this.scrolled() }, this.moreButton, this.list, this.end);
    this.jump = h("button", { type: "button", class: "jump", hidden: true, "aria-label": "To the newest message",
      onclick: () => this.toEnd() }, icon("down"));
    this.element = h("div", { class: "history" }, this.scroller, this.jump);
    this.sticky = true;
    this.lastTop = 0;
    const sizes = new ResizeObserver(() => this.sticky && this.toEnd());
    sizes.observe(this.scroller);
    sizes.observe(this.list);
  }

  scrolled() {
    // Only moving up ends sticking: a list that grows or a pane that shrinks also leaves the end, and must not.
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    if (scrollHeight - scrollTop - clientHeight < STICKY) this.sticky = true;
    else if (scrollTop < this.lastTop - 1) this.sticky = false;
    this.lastTop = scrollTop;
    if (this.sticky) this.jump.hidden = true;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.lastTop = this.scroller.scrollTop;
    this.sticky = true;
    this.jump.hidden = true;
  }

  update(part) {
    const moved = part.key !== this.key;
    const known = this.order.at(-1);
    const first = this.order[0];
    if (part.items) {
      this.items = part.items;
      this.order = sorted(Object.keys(part.items));
    } else {
      this.order = part.order;
      this.items = Object.fromEntries(part.order.map((id) => [id, part.changed[id] ?? this.items[id]]));
    }
    if (moved) {
      this.key = part.key;
      this.clear();
    }
    const fromEnd = this.scroller.scrollHeight - this.scroller.scrollTop;
    const redrawn = this.reconcile(part.changed ?? part.items);
    this.moreButton.hidden = !part.more;
    if (moved || this.sticky) this.toEnd();
    else if (first !== undefined && this.order[0] !== first) this.scroller.scrollTop = this.scroller.scrollHeight - fromEnd;
    if (!moved && known !== undefined) this.tell(known, redrawn);
  }

  tell(known, changed) {
    const fresh = this.order.slice(this.order.indexOf(known) + 1).filter((id) => changed.has(id));
    if (fresh.length && !this.sticky) this.jump.hidden = false;
    for (const id of fresh) this.arrived?.(this.items[id]);
  }

  clear() {
    this.nodes.clear();
    this.list.replaceChildren();
  }

  redraw() {
    const sticky = this.sticky;
    this.reconcile(this.items);
    if (sticky) this.toEnd();
  }

  reconcile(changed) {
    const kept = new Set(this.order);
    for (const [id, entry] of this.nodes) {
      if (!kept.has(id)) {
        entry.node.remove();
        entry.day?.remove();
        this.nodes.delete(id);
      }
    }
    const redrawn = new Set();
    let before = null;
    let cursor = this.list.firstChild;
    for (const id of this.order) {
      const item = this.items[id];
      const day = before === null || dayKey(before.date) !== dayKey(item.date);
      const first = day || startsGroup(before, item);
      const mark = `${day}${first}`;
      let entry = this.nodes.get(id);
      if (!entry || id in changed || entry.mark !== mark) {
        const fresh = this.make(id, item, { day, first, mark });
        if (entry) this.swap(entry, fresh, cursor);
        if (entry && cursor === (entry.day ?? entry.node)) cursor = fresh.day ?? fresh.node;
        if (!entry || id in changed) redrawn.add(id);
        entry = fresh;
        this.nodes.set(id, fresh);
      }
      for (const node of [entry.day, entry.node]) {
        if (!node) continue;
        if (cursor === node) cursor = node.nextSibling;
        else this.list.insertBefore(node, cursor);
      }
      before = item;
    }
    if (this.order.length === 0 && this.empty) this.list.replaceChildren(this.empty());
    else if (this.order.length) this.list.querySelector(":scope > .empty")?.remove();
    return redrawn;
  }

  make(id, item, { day, first, mark }) {
    const node = this.draw(item, first);
    node.dataset.id = id;
    node.tabIndex = -1;
    node.setAttribute("role", "listitem");
    node.addEventListener("contextmenu", (event) => {
      if (event.target.closest("a, input, select, textarea")) return;
      event.preventDefault();
      this.menu(this.items[id], { x: event.clientX, y: event.clientY });
    });
    return { node, mark, day: day ? h("div", { class: "day" }, h("span", {}, dayName(item.date))) : null };
  }

  swap(old, fresh) {
    const focused = old.node.contains(document.activeElement);
    const index = focused ? focusable(old.node).indexOf(document.activeElement) : -1;
    old.day?.remove();
    old.node.replaceWith(fresh.node);
    if (fresh.day) fresh.node.before(fresh.day);
    if (focused) (focusable(fresh.node)[index] ?? fresh.node).focus({ preventScroll: true });
  }

  node(id) {
    return this.nodes.get(String(id))?.node;
  }

  show(id) {
    const node = this.node(id);
    if (!node) return;
    this.sticky = false;
    node.scrollIntoView({ block: "center", behavior: "auto" });
    node.classList.add("found");
    setTimeout(() => node.classList.remove("found"), 1600);
  }

  steer(event) {
    if (event.target !== this.scroller && event.target.parentNode !== this.list) return;
    const all = this.order.map((id) => this.node(id)).filter(Boolean);
    const at = all.indexOf(document.activeElement);
    const target = { ArrowUp: at < 0 ? all.length - 1 : Math.max(at - 1, 0), ArrowDown: Math.min(at + 1, all.length - 1),
      Home: 0, End: all.length - 1 }[event.key];
    if (target !== undefined && all.length) {
      event.preventDefault();
      all[target].focus();
      all[target].scrollIntoView({ block: "nearest" });
    } else if (at >= 0 && (event.key === "Enter" || event.key === "ContextMenu")) {
      event.preventDefault();
      this.menu(this.items[all[at].dataset.id], all[at]);
    }
  }
}

function focusable(node) {
  return [...node.querySelectorAll("button, a, select, input")];
}

function sorted(ids) {
  // Ids may be longer than a JavaScript number is exact.
  return ids.sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
}

function startsGroup(before, item) {
  const plain = (one) => !one.service && !one.removed && !one.used && !one.reply;
  return before.author !== item.author || !plain(before) || !plain(item) || item.date - before.date > GROUP_SECONDS
    || Boolean(before.ephemeral) !== Boolean(item.ephemeral) || (item.kind ?? 0) !== (before.kind ?? 0);
}
