// Files on their way: one after another, each with its progress; a failed one stays to be tried again.
import { announce } from "../components/announcer.js";
import { sendFile } from "./send_file.js";
import { text } from "./texts.js";

export class Uploads {
  /** onReceived(document) is told of each file that the server has taken. */
  constructor(section, { url, maxBytes, onReceived }) {
    this.section = section;
    this.list = section.querySelector('[data-part="upload-list"]');
    this.template = document.getElementById("upload-template");
    this.url = url;
    this.maxBytes = maxBytes;
    this.onReceived = onReceived;
    this.waiting = [];
    this.running = null;
    addEventListener("beforeunload", (event) => {
      if (this.running || this.waiting.length) event.preventDefault();
    });
  }

  /** Send files into the course, or one file into an existing document. */
  add(files, url = this.url) {
    for (const file of files) this.enqueue({ file, url, row: this.makeRow(file) });
    this.next();
  }

  enqueue(upload) {
    const { row, file } = upload;
    upload.abort = new AbortController();
    show(row, "waiting");
    const wrong = file.size === 0 ? "empty" : file.size > this.maxBytes ? "too_large" : null;
    if (wrong) this.fail(upload, text(wrong), { canRetry: false });
    else this.waiting.push(upload);
    bind(row, "again", () => {
      this.enqueue(upload);
      row.querySelector('[data-action="cancel"]').focus();
      this.next();
    });
    bind(row, "cancel", () => this.cancel(upload));
    bind(row, "dismiss", () => this.remove(upload));
  }

  async next() {
    if (this.running || !this.waiting.length) return;
    const upload = (this.running = this.waiting.shift());
    try {
      const answer = await sendFile(upload.url, upload.file, {
        onProgress: (share) => showProgress(upload.row, share),
        signal: upload.abort.signal,
      });
      announce(text("received", { name: upload.file.name }));
      this.remove(upload);
      this.onReceived(answer.document);
    } catch (error) {
      if (error.name === "AbortError") this.remove(upload);
      else this.fail(upload, error.sentence || text("offline"), { canRetry: !isFinal(error) });
    } finally {
      this.running = null;
    }
    this.next();
  }

  fail(upload, sentence, { canRetry }) {
    const { row, file } = upload;
    row.dataset.state = "failed";
    part(row, "failure").textContent = sentence;
    part(row, "failure").hidden = false;
    part(row, "state").hidden = part(row, "progress").hidden = true;
    row.querySelector('[data-action="again"]').hidden = !canRetry;
    const hadFocus = row.contains(document.activeElement);
    row.querySelector('[data-action="cancel"]').hidden = true;
    const dismiss = row.querySelector('[data-action="dismiss"]');
    dismiss.hidden = false;
    if (hadFocus) dismiss.focus();
    announce(text("not_sent", { name: file.name, sentence }));
  }

  cancel(upload) {
    if (upload === this.running) upload.abort.abort();
    else {
      this.waiting = this.waiting.filter((other) => other !== upload);
      this.remove(upload);
    }
  }

  remove({ row }) {
    const hadFocus = row.contains(document.activeElement);
    row.remove();
    this.section.hidden = !this.list.childElementCount;
    if (hadFocus) document.querySelector('[data-action="choose"]').focus();
  }

  makeRow(file) {
    const row = this.template.content.firstElementChild.cloneNode(true);
    part(row, "name").textContent = file.name;
    part(row, "progress").setAttribute("aria-label", file.name);
    for (const button of row.querySelectorAll("button")) {
      button.setAttribute("aria-label", `${button.textContent.trim()}: ${file.name}`);
    }
    this.list.append(row);
    this.section.hidden = false;
    return row;
  }
}

// The same file would be refused again.
function isFinal(error) {
  return [409, 413, 415, 422].includes(error.status);
}

function show(row, state) {
  row.dataset.state = state;
  part(row, "state").textContent = text(state);
  part(row, "state").hidden = part(row, "progress").hidden = false;
  part(row, "failure").hidden = true;
  part(row, "progress").value = 0;
  row.querySelector('[data-action="again"]').hidden = true;
  row.querySelector('[data-action="dismiss"]').hidden = true;
  row.querySelector('[data-action="cancel"]').hidden = false;
}

function showProgress(row, share) {
  const percent = Math.floor(share * 100);
  row.dataset.state = "sending";
  part(row, "progress").value = percent;
  part(row, "state").textContent = share < 1 ? text("sending", { percent }) : text("stored");
}

function bind(row, action, listener) {
  row.querySelector(`[data-action="${action}"]`).onclick = listener;
}

function part(row, name) {
  return row.querySelector(`[data-part="${name}"]`);
}
