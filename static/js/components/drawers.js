// Dialogs that a button opens: data-opens names the dialog.

export function startDrawers() {
  for (const opener of document.querySelectorAll("[data-opens]")) {
    const dialog = document.getElementById(opener.dataset.opens);
    opener.addEventListener("click", () => {
      dialog.showModal();
      dialog.querySelector("h2").focus();
    });
    dialog.querySelector('[data-action="close"]').addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }
}
