// Asks before a document is deleted.
import { requestJson } from "../components/api.js";
import { text } from "./texts.js";

export class DeleteDialog {
  constructor(dialog, onDeleted) {
    this.dialog = dialog;
    this.onDeleted = onDeleted;
    this.failure = dialog.querySelector('[data-part="failure"]');
    this.button = dialog.querySelector('[data-action="delete-now"]');
    this.button.addEventListener("click", () => this.confirm());
    dialog.querySelector('[data-action="keep"]').addEventListener("click", () => dialog.close());
  }

  open(row, url) {
    this.row = row;
    this.url = url;
    this.failure.hidden = true;
    this.dialog.querySelector('[data-part="title"]').textContent = row.dataset.title;
    this.dialog.showModal();
    this.dialog.querySelector('[data-action="keep"]').focus();
  }

  async confirm() {
    this.button.disabled = true;
    try {
      await requestJson("DELETE", this.url);
      this.dialog.close();
      this.onDeleted(this.row);
    } catch (error) {
      this.failure.textContent = error.sentence || text("not_changed");
      this.failure.hidden = false;
    } finally {
      this.button.disabled = false;
    }
  }
}
