// The page as a whole: connection, both sides, clock, tour, tabs, theme.

import { alertDialog, fill, h, icon, toast } from "./dom.js";
import { Connection } from "./connection.js";
import { DiscordSide } from "./discord.js";
import { TelegramSide } from "./telegram.js";
import { clockText, onClock, setNow } from "./time.js";
import { TourStrip } from "./tour.js";

const JUMPS = [["+1 min", 60], ["+1 h", 3600], ["+1 day", 86400]];

const app = {
  // Follow a link inside the demo; all other links are shown and not opened.
  async follow(url, from = "telegram") {
    for (const side of from === "telegram" ? ["telegram", "discord"] : ["discord", "telegram"]) {
      const result = await connection.wish(`${side}.link`, { url });
      if (!result) return;
      if (result.telegram !== undefined) {
        showTab("telegram");
        telegram.open(result.telegram);
        return;
      }
      if (result.discord !== undefined) {
        showTab("discord");
        discord.open(result.discord);
        return;
      }
    }
    alertDialog("The demo opens no links", url);
  },
  badge(side, count) {
    const tab = document.querySelector(`.tabs [data-tab=${side}]`);
    tab.querySelector(".badge")?.remove();
    if (count) tab.append(h("span", { class: "badge", "aria-label": `${count} unread` }, count > 99 ? "99+" : count));
  },
};

const connection = new Connection(receive, greeting);
const telegram = new TelegramSide(document.getElementById("telegram"), connection, app);
const discord = new DiscordSide(document.getElementById("discord"), connection, app);
const tour = new TourStrip(document.getElementById("tour"), connection, enterStep);
let people = null;

function greeting() {
  // The first call comes before the sides are there, and from a page that looks at nothing yet.
  const stored = (name) => JSON.parse(sessionStorage.getItem(name) ?? "{}");
  return { world: sessionStorage.getItem("bellbuoy.world"), telegram: stored("bellbuoy.telegram"), discord: stored("bellbuoy.discord") };
}

function receive(message) {
  if (message.news) {
    (message.news.startsWith("telegram") ? telegram : discord).news(message);
    return;
  }
  const parts = message.parts;
  if (parts.self) {
    if (sessionStorage.getItem("bellbuoy.world") !== parts.self.world) {
      sessionStorage.setItem("bellbuoy.world", parts.self.world);
      tour.restart();
    }
    for (const side of [telegram, discord]) side.adopt(parts.self);
  }
  if (parts.clock) {
    setNow(parts.clock.now);
    drawJumps(parts.clock.jump);
  }
  for (const [name, part] of Object.entries(parts)) {
    if (name.startsWith("telegram.")) telegram.take(name, part);
    else if (name.startsWith("discord.")) discord.take(name, part);
    else if (name === "tour") tour.take(part);
    else if (name === "people") people = part;
  }
  if (people && (parts.people || parts.self)) {
    telegram.people(people.telegram, parts.self?.telegram);
    discord.people(people.discord, parts.self?.discord);
  }
}

function enterStep(step) {
  showTab(step.focus, { keepTour: true });
  if (step.focus === "telegram") {
    const { person, chat } = telegram.sight;
    telegram.show({ person: step.person ?? person, chat: step.chat === null ? chat : Number(step.chat) });
  } else {
    const { person, channel } = discord.sight;
    discord.show({ person: step.person ?? person, channel: step.chat ?? channel });
  }
}

// clock

const clock = document.getElementById("clock");
const tick = () => {
  const words = clockText();
  if (clock.textContent !== words) clock.textContent = words;
};
onClock(tick);

function drawJumps(canJump) {
  const place = document.getElementById("clock-buttons");
  if (place.dataset.jump === String(canJump)) return;
  place.dataset.jump = String(canJump);
  const button = (words, title, action) => h("button", { type: "button", title, onclick: action }, words);
  fill(place, JUMPS.map(([words, seconds]) => button(words, "Move the clock of the demo forward", () => connection.wish("clock.advance", { seconds }))),
    canJump ? button("Next event", "Jump to the next planned moment", () => connection.wish("clock.jump")) : null);
}

// tabs of narrow screens

function showTab(name, { keepTour = false } = {}) {
  if (keepTour && document.body.dataset.tab === "tour") return;
  document.body.dataset.tab = name;
  for (const tab of document.querySelectorAll(".tabs [role=tab]")) tab.setAttribute("aria-selected", String(tab.dataset.tab === name));
}

const tabs = document.querySelector(".tabs");
tabs.addEventListener("click", (event) => event.target.closest("[data-tab]") && showTab(event.target.closest("[data-tab]").dataset.tab));
tabs.addEventListener("keydown", (event) => {
  const all = [...tabs.querySelectorAll("[role=tab]")];
  const at = all.indexOf(document.activeElement);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined || at < 0) return;
  const next = all.at((at + step) % all.length);
  next.focus();
  next.click();
});

// theme

const themeButton = document.getElementById("theme");
const prefersDark = matchMedia("(prefers-color-scheme: dark)");

function drawTheme() {
  const chosen = localStorage.getItem("bellbuoy.theme");
  const dark = chosen ? chosen === "dark" : prefersDark.matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  fill(themeButton, icon(dark ? "sun" : "moon"));
}

themeButton.addEventListener("click", () => {
  localStorage.setItem("bellbuoy.theme", document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  drawTheme();
});
prefersDark.addEventListener("change", drawTheme);
drawTheme();
window.addEventListener("unhandledrejection", (event) => toast(String(event.reason?.message ?? event.reason), "bad"));
