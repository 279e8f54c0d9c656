// The clipboard, with an answer as text: citations as [1], formulas as LaTeX, sources at the end.
import { announce } from "./announcer.js";
import { sourceOf } from "./sources.js";
import { text } from "./texts.js";

const SHOWN_MS = 1600;
const BLOCKS = new Set("P H3 H4 H5 H6 TR BLOCKQUOTE FIGURE DIV UL OL TABLE HR".split(" "));
const SILENT = ".code__bar, .formula__copy, .visually-hidden";

export async function copyText(button, words) {
  const isCopied = await write(words);
  const sentence = text(isCopied ? "copied" : "copy_failed");
  announce(sentence);
  button.dataset.told = sentence;
  setTimeout(() => delete button.dataset.told, SHOWN_MS);
}

async function write(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return writeBySelection(words); // A frame without the clipboard-write permission.
  }
}

function writeBySelection(words) {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = words;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  focused?.focus();
  return isCopied;
}

export function codeOf(button) {
  return button.closest(".code").querySelector("pre").textContent;
}

/** Return an answer with its cited sources as plain text. */
export function answerText(answer) {
  const words = plainText(answer.querySelector('[data-part="blocks"]'));
  const sources = [...answer.querySelectorAll(".sources__item")].map(({ dataset }) => {
    const { title, page } = sourceOf(answer, dataset.source);
    return `[${dataset.source}] ${title}, ${text("page")} ${page}`;
  });
  const list = sources.length ? [`${text("sources")}\n${sources.join("\n")}`] : [];
  return [words, ...list, text("ai_mark")].join("\n\n");
}

export function plainText(node) {
  return written(node)
    .replace(/ +(\[\d+\])/g, " $1")
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function written(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE && node.nodeType !== Node.DOCUMENT_FRAGMENT_NODE) return "";
  if (node.matches?.(SILENT)) return "";
  if (node.matches?.(".citation")) return ` [${node.dataset.source}]`;
  if (node.matches?.(".formula--display")) return `\n$$${node.dataset.latex}$$\n`;
  if (node.matches?.(".formula")) return `$${node.dataset.latex}$`;
  const words = [...node.childNodes].map(written).join("");
  return framed(node, words);
}

function framed(node, words) {
  if (node.tagName === "BR") return "\n";
  if (node.tagName === "PRE") return `\n\n${words}\n\n`;
  if (node.tagName === "TD" || node.tagName === "TH") return `${words.trim()}\t`;
  if (node.tagName === "LI") return `\n${marker(node)}${words.trim()}`;
  if (BLOCKS.has(node.tagName)) return `\n${words.trim()}\n`;
  return words;
}

function marker(item) {
  const list = item.parentElement;
  if (list?.tagName !== "OL") return "- ";
  return `${(list.start || 1) + [...list.children].indexOf(item)}. `;
}

/** A selection that is copied by hand carries LaTeX for its formulas, too. */
export function copySelectionAsText(event) {
  const selection = getSelection();
  if (!selection.rangeCount || event.target.closest?.("textarea, input")) return;
  const fragment = selection.getRangeAt(0).cloneContents();
  if (!fragment.querySelector?.(".formula, .citation")) return;
  event.clipboardData.setData("text/plain", plainText(fragment));
  event.preventDefault();
}
