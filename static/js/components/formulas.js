// Formulas: wide ones scroll in a box of their own, each offers its LaTeX source.
import { copyText } from "./copying.js";

/** Give a formula that is wider than its line a box that scrolls and can be reached by keyboard. */
export function prepareFormulas(element) {
  for (const formula of element.querySelectorAll(".formula:not(.formula--display)")) {
    const line = formula.closest("p, li, td, th, h3, h4, h5, h6, blockquote") ?? element;
    const isWide = formula.getBoundingClientRect().width > line.clientWidth + 1;
    if (!isWide || formula.classList.contains("formula--wide")) continue;
    formula.classList.add("formula--wide");
    formula.tabIndex = 0;
  }
  const opener = element.closest(".answer")?.querySelector('[data-action="formulas"]');
  if (opener) opener.hidden = latexOf(opener.closest(".answer")).length === 0;
}

export function latexOf(answer) {
  const found = [...answer.querySelectorAll(".formula")].map((formula) => formula.dataset.latex);
  return [...new Set(found)];
}

/** Show or hide the list of an answer's formulas with their sources. */
export function toggleFormulas(opener) {
  const answer = opener.closest(".answer");
  const list = answer.querySelector('[data-part="formulas"]');
  const isOpen = list.hidden;
  list.replaceChildren(...(isOpen ? latexOf(answer).map(toItem) : []));
  list.hidden = !isOpen;
  opener.setAttribute("aria-expanded", String(isOpen));
}

function toItem(latex) {
  const item = document.getElementById("formula-template").content.cloneNode(true).firstElementChild;
  item.querySelector("code").textContent = latex;
  return item;
}

export function copyFormula(button) {
  const source = button.closest(".formula")?.dataset.latex;
  const latex = source ?? button.closest(".formulas__item").querySelector("code").textContent;
  return copyText(button, latex);
}
