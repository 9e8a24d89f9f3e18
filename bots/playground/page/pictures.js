// Pictures that the demo itself serves, and sizes of files in words.

import { h } from "./dom.js";

const token = () => document.querySelector("meta[name=token]").content;

export function picture(side, id, name, width = 320, height = 200) {
  const address = `/picture/${side}/${encodeURIComponent(id)}?token=${encodeURIComponent(token())}`;
  return h("img", { class: "picture", src: address, alt: name, width, height, loading: "lazy" });
}

export function sizeWords(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
