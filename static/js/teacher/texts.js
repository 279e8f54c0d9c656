// The material page's words, translated by the server.

let words = null;

/** Return the words of a name, each {field} filled in. */
export function text(name, fields = {}) {
  words ??= JSON.parse(document.getElementById("material").dataset.texts);
  return words[name].replace(/\{(\w+)\}/g, (whole, field) => fields[field] ?? whole);
}
