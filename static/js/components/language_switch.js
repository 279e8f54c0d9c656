// The two buttons that choose the page's language.
import { request } from "./api.js";
import { reloadPage } from "./visit.js";

export function startLanguageSwitch() {
  document.addEventListener("click", async (event) => {
    const choice = event.target.closest("button[data-locale]");
    if (!choice || choice.getAttribute("aria-pressed") === "true") return;
    try {
      await request("POST", "/language", { json: { locale: choice.dataset.locale } });
    } catch {
      return; // An ended visit is told by its own banner; the page stays as it is.
    }
    reloadPage();
  });
}
