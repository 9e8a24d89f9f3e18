// The websocket to the demo: wishes with answers, changes, and coming back after a pause.

import { toast } from "./dom.js";

const TOKEN_REFUSED = 4401;
const LONGEST_PAUSE = 4000;

export class Connection {
  // greeting() gives what the page was looking at, to go on there.
  constructor(receive, greeting) {
    this.receive = receive;
    this.greeting = greeting;
    this.waiting = new Map();
    this.number = 0;
    this.pause = 250;
    this.connect();
  }

  connect() {
    this.socket = new WebSocket(`ws://${location.host}/live`);
    this.socket.addEventListener("open", () => {
      this.socket.send(JSON.stringify({ token: document.querySelector("meta[name=token]").content, ...this.greeting() }));
      this.pause = 250;
      document.getElementById("offline").hidden = true;
    });
    this.socket.addEventListener("message", (event) => this.take(JSON.parse(event.data)));
    this.socket.addEventListener("close", (event) => this.closed(event.code));
  }

  closed(code) {
    for (const { fail } of this.waiting.values()) fail(new Error("The connection was lost."));
    this.waiting.clear();
    if (code === TOKEN_REFUSED && this.mayReload()) {
      location.reload();
      return;
    }
    document.getElementById("offline").hidden = false;
    document.body.dataset.connected = "no";
    setTimeout(() => this.connect(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  mayReload() {
    // The demo was started anew and has another token; one reload every few seconds is enough to get it.
    const last = Number(sessionStorage.getItem("bellbuoy.reloaded") || 0);
    sessionStorage.setItem("bellbuoy.reloaded", String(Date.now()));
    return Date.now() - last > 3000;
  }

  take(message) {
    if ("answer" in message) {
      const entry = this.waiting.get(message.answer);
      this.waiting.delete(message.answer);
      if (!entry) return;
      if (message.ok) entry.keep(message.result);
      else entry.fail(new Error(message.error));
      return;
    }
    document.body.dataset.connected = "yes";
    this.receive(message);
  }

  // Resolves with the result; rejects with an Error whose message is for the person.
  ask(wish, fields = {}) {
    this.number += 1;
    const id = this.number;
    return new Promise((keep, fail) => {
      if (this.socket.readyState !== WebSocket.OPEN) {
        fail(new Error("Not connected at the moment."));
        return;
      }
      this.waiting.set(id, { keep, fail });
      this.socket.send(JSON.stringify({ id, do: wish, ...fields }));
    });
  }

  // The same, with a toast for what went wrong; resolves with null then.
  async wish(name, fields = {}) {
    try {
      return await this.ask(name, fields);
    } catch (error) {
      toast(error.message, "bad");
      return null;
    }
  }
}
