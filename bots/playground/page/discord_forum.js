// A forum: its posts with tags and last activity, archived ones apart, and the form for a new post.

import { askDialog, avatar, fill, h } from "./dom.js";
import { relative } from "./time.js";

export function forum(room, on) {
  const open = room.posts.filter((post) => !post.archived);
  const old = room.posts.filter((post) => post.archived);
  return h("div", { class: "forum" },
    h("div", { class: "forum-head" }, h("p", {}, room.topic || "Ask, and search before you ask."),
      room.writable ? h("button", { type: "button", class: "dbutton primary", onclick: () => newPost(room, on) }, "New post") : null),
    h("ul", { class: "posts", "aria-label": "Posts" }, open.map((post) => entry(post, on))),
    open.length ? null : h("p", { class: "empty" }, "No open posts."),
    old.length ? h("details", { class: "archive" }, h("summary", {}, `Older posts (${old.length})`),
      h("ul", { class: "posts", "aria-label": "Older posts" }, old.map((post) => entry(post, on)))) : null);
}

function entry(post, on) {
  return h("li", {}, h("button", { type: "button", class: "forum-post", onclick: () => on.channel(post.id) },
    h("span", { class: "tags" }, post.tags.map((tag) => h("span", { class: "tag" }, tag)),
      post.locked ? h("span", { class: "tag locked" }, "locked") : null),
    h("b", {}, post.name),
    h("span", { class: "forum-text" }, h("span", { class: "forum-author" }, `${post.author.name}: `), withoutMarks(post.text)),
    h("span", { class: "forum-foot" }, avatar(post.author, "tiny"), h("span", {}, `${post.count} ${post.count === 1 ? "message" : "messages"}`),
      h("span", { "data-relative": post.active }, relative(post.active)))));
}

function newPost(room, on) {
  askDialog("New post", (close) => {
    const problem = h("p", { class: "problem", role: "alert" });
    const title = h("input", { type: "text", id: "post-title", required: true, maxlength: "100", autocomplete: "off" });
    const text = h("textarea", { id: "post-text", required: true, rows: "5", maxlength: "2000" });
    const tags = room.tags.map((tag) => h("label", { class: "check" }, h("input", { type: "checkbox", value: tag.id }), h("span", {}, tag.name)));
    const form = h("form", { class: "dialog-body form", onsubmit: async (event) => {
      event.preventDefault();
      const chosen = [...form.querySelectorAll("input:checked")].map((input) => input.value);
      const words = await on.open({ name: title.value, text: text.value, tags: chosen });
      if (words === null) close();
      else fill(problem, words);
    } }, h("h2", {}, `New post in ${room.name}`),
    h("div", { class: "field" }, h("label", { for: "post-title" }, "Title"), title),
    h("div", { class: "field" }, h("label", { for: "post-text" }, "Message"), text),
    tags.length ? h("fieldset", { class: "checks" }, h("legend", {}, "Tags"), tags) : null, problem,
    h("div", { class: "dialog-buttons" }, h("button", { type: "button", onclick: close }, "Cancel"), h("button", { type: "submit", class: "primary" }, "Post")));
    return form;
  });
}

// A line of preview has no room for formatting.
function withoutMarks(text) {
  return text.replace(/\\([^A-Za-z0-9\s])/g, "$1").replace(/\*\*|__|~~|`/g, "");
}
