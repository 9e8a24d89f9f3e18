// Discord's Markdown as nodes. Every word becomes a text node; links are buttons that lead nowhere by themselves.

import { append, h } from "./dom.js";
import { spoiler } from "./telegram_text.js";
import { fullDate, relative, styled } from "./time.js";

// `on` has link(url), names() with users, roles and channels, channel(id) and me().
const RULES = [
  [/\\([^A-Za-z0-9\s])/y, ([, sign]) => document.createTextNode(sign)],
  [/(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/y, ([, , code]) => h("code", {}, code.trim() || code)],
  [/<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y, ([, seconds, style]) => timestamp(Number(seconds), style)],
  [/<@!?(\d{1,20})>/y, ([whole, id], on) => mention(`@${on.names().users[id]?.name ?? "unknown user"}`, id === on.me(), whole)],
  [/<@&(\d{1,20})>/y, ([, id], on) => roleMention(on.names().roles[id])],
  [/<#(\d{1,20})>/y, ([, id], on) => channelMention(id, on)],
  [/<\/([^:>]{1,100}):\d{1,20}>/y, ([, name]) => mention(`/${name}`)],
  [/<a?:(\w{2,32}):\d{1,20}>/y, ([, name]) => h("span", { class: "custom-emoji" }, `:${name}:`)],
  [/<(https?:\/\/[^\s>]+)>/y, ([, url], on) => link(url, url, on)],
  [/\[([^[\]\n]+)\]\(<?(https?:\/\/[^\s)>]+)>?(?:\s+"[^"\n]*")?\)/y, ([, words, url], on) => link(inline(words, on), url, on)],
  [/https?:\/\/[^\s<]*[^\s<.,:;"'\])]/y, ([url], on) => link(url, url, on)],
  [/@(everyone|here)\b/y, ([whole]) => mention(whole, true)],
  [/\*\*\*([^\s][\s\S]*?)\*\*\*(?!\*)/y, ([, words], on) => h("strong", {}, h("em", {}, inline(words, on)))],
  [/\*\*([\s\S]+?)\*\*(?!\*)/y, ([, words], on) => h("strong", {}, inline(words, on))],
  [/__([\s\S]+?)__(?!_)/y, ([, words], on) => h("u", {}, inline(words, on))],
  [/\*(?![\s*])([\s\S]*?[^\s*])\*(?!\*)/y, ([, words], on) => h("em", {}, inline(words, on))],
  [/(?<!\w)_(?!_)([\s\S]*?[^_])_(?![\w_])/y, ([, words], on) => h("em", {}, inline(words, on))],
  [/~~([\s\S]+?)~~/y, ([, words], on) => h("s", {}, inline(words, on))],
  [/\|\|([\s\S]+?)\|\|/y, ([, words], on) => hidden(inline(words, on))],
];
const SPECIAL = /[\\`<[h@*_~|]/g;

export function inline(text, on) {
  const fragment = document.createDocumentFragment();
  let at = 0;
  let plain = 0;
  while (at < text.length) {
    SPECIAL.lastIndex = at;
    const next = SPECIAL.exec(text);
    if (!next) break;
    at = next.index;
    const [found, make] = match(text, at);
    if (found) {
      append(fragment, [text.slice(plain, at), make(found, on)]);
      at += found[0].length;
      plain = at;
    } else at += 1;
  }
  append(fragment, [text.slice(plain)]);
  return fragment;
}

function match(text, at) {
  for (const [rule, make] of RULES) {
    rule.lastIndex = at;
    const found = rule.exec(text);
    if (found) return [found, make];
  }
  return [null, null];
}

function timestamp(seconds, style) {
  const words = styled(seconds, style ?? "f");
  const shown = Math.abs(seconds) > 8.64e12 ? words : fullDate(seconds);
  return h("time", { class: "time-word", title: shown, "data-relative": style === "R" ? seconds : null }, style === "R" ? relative(seconds) : words);
}

function mention(words, isMe = false) {
  return h("span", { class: `mention ${isMe ? "me" : ""}` }, words);
}

function roleMention(role) {
  const colour = role?.colour ? `#${role.colour.toString(16).padStart(6, "0")}` : null;
  return h("span", { class: "mention role", style: colour ? { "--role": colour } : {} }, `@${role?.name ?? "unknown role"}`);
}

function channelMention(id, on) {
  const channel = on.names().channels[id];
  if (!channel) return mention("# unknown");
  return h("button", { type: "button", class: "mention", onclick: () => on.channel(id) }, `# ${channel.name}`);
}

function link(words, url, on) {
  return h("button", { type: "button", class: "link", title: url, onclick: () => on.link(url) }, words);
}

function hidden(content) {
  const element = spoiler();
  element.append(content);
  return element;
}

// Whole messages: code blocks, quotes, headings, lists, small print.
export function markdown(text, on) {
  const fragment = document.createDocumentFragment();
  for (const [index, piece] of text.split(/```/).entries()) {
    const isCode = index % 2 === 1 && index < text.split(/```/).length - 1;
    if (isCode) {
      const [, language, code] = /^(?:([\w+-]+)\n)?([\s\S]*)$/.exec(piece);
      fragment.append(h("pre", language ? { "data-language": language } : {}, h("code", {}, code.replace(/^\n|\n$/g, ""))));
    } else blocks(fragment, index % 2 === 1 ? `\`\`\`${piece}` : piece, on);
  }
  return fragment;
}

function blocks(parent, text, on) {
  const lines = text.replace(/^\n|\n$/g, "").split("\n");
  let plain = [];
  const flush = () => {
    if (plain.length) parent.append(h("div", { class: "paragraph" }, inline(plain.join("\n"), on)));
    plain = [];
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line.startsWith(">>> ")) {
      flush();
      parent.append(h("blockquote", {}, inline([line.slice(4), ...lines.slice(at + 1)].join("\n"), on)));
      return;
    }
    if (/^> ?/.test(line)) {
      flush();
      const quoted = [line];
      while (lines[at + 1]?.startsWith(">")) quoted.push(lines[at += 1]);
      parent.append(h("blockquote", {}, inline(quoted.map((one) => one.replace(/^> ?/, "")).join("\n"), on)));
      continue;
    }
    const heading = /^(#{1,3}) +(.+)/.exec(line);
    const small = /^-# +(.+)/.exec(line);
    const entry = /^( *)([-*]|\d{1,3}\.) +(.+)/.exec(line);
    if (heading || small || entry) flush();
    if (heading) parent.append(h("div", { class: `heading h${heading[1].length}`, role: "heading", "aria-level": 3 + heading[1].length }, inline(heading[2], on)));
    else if (small) parent.append(h("div", { class: "small-print" }, inline(small[1], on)));
    else if (entry) {
      parent.append(h("div", { class: "list-entry", style: { "--depth": String(Math.floor(entry[1].length / 2)) } },
        h("span", { class: "list-mark" }, /\d/.test(entry[2]) ? entry[2] : "•"), h("span", {}, inline(entry[3], on))));
    } else plain.push(line);
  }
  flush();
}
