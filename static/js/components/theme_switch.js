// The menu that chooses light, dark or the system's theme.
import { remember } from "./storage.js";

export function startThemeSwitch() {
  const menu = document.querySelector("[data-theme-menu]");
  if (!menu) return;
  const opener = menu.querySelector("[aria-expanded]");
  const panel = menu.querySelector(".menu__panel");
  const show = (isOpen) => {
    panel.hidden = !isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
  };
  opener.addEventListener("click", () => show(panel.hidden));
  document.addEventListener("click", (event) => menu.contains(event.target) || show(false));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    event.stopPropagation();
    show(false);
    opener.focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) show(false);
  });
  panel.addEventListener("click", (event) => {
    const item = event.target.closest("[data-theme-choice]");
    if (item) choose(panel, item.dataset.themeChoice);
  });
  mark(panel, document.documentElement.dataset.themeChoice);
}

function choose(panel, choice) {
  remember("localStorage", "passerelle.theme", choice);
  document.dispatchEvent(new CustomEvent("theme-chosen", { detail: choice }));
  mark(panel, choice);
}

function mark(panel, choice) {
  for (const item of panel.querySelectorAll("[data-theme-choice]")) {
    item.setAttribute("aria-pressed", String(item.dataset.themeChoice === choice));
  }
}
