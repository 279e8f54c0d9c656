// The material page: uploads, the list of documents, what is done with one.
import { announce } from "../components/announcer.js";
import { requestJson } from "../components/api.js";
import { DeleteDialog } from "./delete_dialog.js";
import { DocumentList } from "./document_list.js";
import { startChooser, startDropZone } from "./drop_zone.js";
import { showRoster } from "./roster_line.js";
import { text } from "./texts.js";
import { Uploads } from "./uploads.js";

const root = document.getElementById("material");
const part = (name) => root.querySelector(`[data-part="${name}"]`);
const url = root.dataset.documentsUrl;
const urlOf = (row, verb = "") => `${url}/${encodeURIComponent(row.dataset.document)}${verb}`;

const list = new DocumentList(root, url);
const uploads = new Uploads(part("uploads"), {
  url,
  maxBytes: Number(root.dataset.maxBytes),
  onReceived: () => list.poll(),
});
const deletion = new DeleteDialog(document.getElementById("delete-dialog"), (row) => {
  announce(text("deleted", { title: row.dataset.title }));
  list.remove(row);
  list.heading.focus();
});

startDropZone(part("drop"), (files) => uploads.add(files));
startChooser(root.querySelector('[data-action="choose"]'), part("files"), (files) =>
  uploads.add(files),
);
startReplacing();
if (root.dataset.rosterUrl) showRoster(part("roster"), root.dataset.rosterUrl);

list.list.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-action]");
  if (!button) return;
  const row = button.closest("li");
  if (button.dataset.action === "delete") deletion.open(row, urlOf(row));
  if (button.dataset.action === "retry") retry(row);
});
document.addEventListener("visit-ended", () => showBanner(text("visit_ended")));

function startReplacing() {
  const input = part("replacement");
  let target = null;
  list.list.addEventListener("click", (event) => {
    if (!event.target.closest('button[data-action="replace"]')) return;
    target = urlOf(event.target.closest("li"), "/replace");
    input.click();
  });
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    uploads.add(files, target);
  });
}

async function retry(row) {
  try {
    await requestJson("POST", urlOf(row, "/retry"));
    part("banner").hidden = true;
  } catch (error) {
    showBanner(error.sentence || text("not_changed"));
  }
  list.poll();
}

function showBanner(sentence) {
  part("banner").textContent = sentence;
  part("banner").hidden = false;
}
