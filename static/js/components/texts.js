// The page's words, translated by the server.

let words = null;

export function text(name) {
  words ??= JSON.parse(document.getElementById("chat").dataset.texts);
  return words[name];
}
