// The guided tour: where one is, what to try, and letting the demo do it.

import { fill, h, iconButton } from "./dom.js";

export class TourStrip {
  // enter(step) shows the side, person and chat of a step.
  constructor(root, connection, enter) {
    this.root = root;
    this.connection = connection;
    this.enter = enter;
    this.steps = [];
    this.at = Number(sessionStorage.getItem("bellbuoy.tour") ?? 0);
    this.closed = sessionStorage.getItem("bellbuoy.tour.closed") === "yes";
  }

  restart() {
    this.at = 0;
    sessionStorage.removeItem("bellbuoy.tour");
  }

  take(steps) {
    const before = this.steps[this.at];
    this.steps = steps;
    this.at = Math.max(0, Math.min(this.at, steps.length - 1));
    this.draw();
    const now = steps[this.at];
    // What a step brought about, such as a new post, is shown as soon as it is there.
    if (before && now && now.done && now.id === before.id && now.chat !== before.chat) this.enter(now);
  }

  go(at) {
    this.at = at;
    sessionStorage.setItem("bellbuoy.tour", String(at));
    this.draw();
    this.enter(this.steps[at]);
  }

  close(closed) {
    this.closed = closed;
    sessionStorage.setItem("bellbuoy.tour.closed", closed ? "yes" : "no");
    this.draw();
  }

  draw() {
    this.root.hidden = this.steps.length === 0;
    if (this.root.hidden) return;
    this.root.classList.toggle("closed", this.closed);
    const focused = this.root.contains(document.activeElement) ? document.activeElement.dataset.role : null;
    const step = this.steps[this.at];
    const done = this.steps.filter((one) => one.done).length;
    const ticks = h("ol", { class: "ticks" }, this.steps.map((one, index) => h("li", {}, h("button", { type: "button", "data-role": `tick${index}`,
      class: `tick ${one.done ? "done" : ""}`, "aria-current": index === this.at ? "step" : null, "aria-label": `Step ${index + 1}: ${one.title}${one.done ? ", done" : ""}`,
      title: one.title, onclick: () => this.go(index) }, one.done ? "✓" : String(index + 1)))));
    const toggle = iconButton(this.closed ? "down" : "close", this.closed ? "Show the tour" : "Hide the tour", () => this.close(!this.closed), { "data-role": "toggle", class: "icon-button tour-toggle" });
    fill(this.root, h("div", { class: "tour-head" }, h("span", { class: "tour-label" }, `Tour ${done}/${this.steps.length}`), ticks),
      this.closed ? null : h("div", { class: "tour-words", "aria-live": "polite" }, h("b", {}, step.title), h("p", {}, step.text)),
      this.closed ? null : h("div", { class: "tour-buttons" },
        step.can_do && !step.done ? h("button", { type: "button", "data-role": "do", onclick: (event) => this.do(step, event.currentTarget) }, "Do it for me") : null,
        step.done ? h("span", { class: "tour-done" }, "✓ done") : null,
        h("button", { type: "button", class: "primary", "data-role": "next", disabled: this.at === this.steps.length - 1,
          onclick: () => this.go(Math.min(this.at + 1, this.steps.length - 1)) }, "Next")), toggle);
    if (focused) (this.root.querySelector(`[data-role="${focused}"]`) ?? this.root.querySelector("[data-role=next]"))?.focus();
  }

  async do(step, button) {
    this.enter(step);
    button.disabled = true;
    await this.connection.wish("tour.do", { step: step.id });
    button.disabled = false;
  }
}

