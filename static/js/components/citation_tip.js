// What a citation shows on hover or focus: dismissable, hoverable, persistent (WCAG 1.4.13).
import { sourceOf } from "./sources.js";
import { text } from "./texts.js";

const SHOW_MS = 120;
const HIDE_MS = 220;
const GAP_PX = 8;
const EDGE_PX = 8;

export function startCitationTips(turns) {
  const tip = document.getElementById("citation-tip");
  let timer = 0;
  let shownFor = null;
  const later = (wait, act) => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
  const hide = () => {
    clearTimeout(timer);
    shownFor?.removeAttribute("aria-describedby");
    shownFor = null;
    tip.hidden = true;
  };
  const show = (citation) => {
    if (shownFor === citation || !citation.isConnected) return;
    hide();
    if (!fill(tip, citation)) return;
    shownFor = citation;
    tip.hidden = false;
    place(tip, citation);
    citation.setAttribute("aria-describedby", tip.id);
  };
  const citationOf = (event) => event.target.closest?.(".citation");

  turns.addEventListener("pointerover", (event) => {
    const citation = citationOf(event);
    if (citation && event.pointerType !== "touch") later(SHOW_MS, () => show(citation));
  });
  turns.addEventListener("pointerout", (event) => {
    if (citationOf(event) && document.activeElement !== shownFor) later(HIDE_MS, hide);
  });
  tip.addEventListener("pointerenter", () => clearTimeout(timer));
  tip.addEventListener("pointerleave", () => document.activeElement !== shownFor && later(HIDE_MS, hide));
  turns.addEventListener("focusin", (event) => {
    const citation = citationOf(event);
    if (citation?.matches(":focus-visible")) show(citation);
  });
  turns.addEventListener("focusout", (event) => citationOf(event) && hide());
  turns.addEventListener("click", (event) => citationOf(event) && hide());
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || tip.hidden) return;
      event.stopPropagation();
      hide();
    },
    { capture: true },
  );
  const hideShown = () => shownFor && hide();
  document.getElementById("log").addEventListener("scroll", hideShown, { passive: true });
}

function fill(tip, citation) {
  const source = sourceOf(citation.closest(".answer"), citation.dataset.source);
  if (!source) return false;
  const title = document.createElement("span");
  title.className = "tip__title";
  title.textContent = source.title;
  const page = document.createElement("span");
  page.className = "tip__page";
  page.textContent = `${text("page")} ${source.page}`;
  tip.replaceChildren(title, page);
  if (source.sentence) {
    const sentence = document.createElement("q");
    sentence.className = "tip__sentence";
    sentence.textContent = source.sentence;
    if (source.language) sentence.lang = source.language;
    tip.append(sentence);
  }
  return true;
}

function place(tip, citation) {
  const anchor = citation.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const middle = anchor.left + anchor.width / 2 - width / 2;
  const left = Math.max(EDGE_PX, Math.min(middle, innerWidth - width - EDGE_PX));
  const above = anchor.top - height - GAP_PX;
  tip.style.left = `${left}px`;
  tip.style.top = `${above >= EDGE_PX ? above : anchor.bottom + GAP_PX}px`;
}
