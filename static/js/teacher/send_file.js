// Sends one file; unlike fetch, XMLHttpRequest tells how much has left the browser.
import { RequestError } from "../components/api.js";
import { visit } from "../components/visit.js";

/** Resolve with the server's answer; reject with RequestError, or AbortError by the signal. */
export function sendFile(url, file, { onProgress, signal }) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open("POST", url);
    xhr.responseType = "json";
    xhr.setRequestHeader("Authorization", `Bearer ${visit.token}`);
    xhr.setRequestHeader("Accept", "application/json");
    xhr.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    xhr.addEventListener("load", () => {
      if (xhr.status >= 200 && xhr.status < 300) resolve(xhr.response);
      else reject(errorOf(xhr));
    });
    xhr.addEventListener("error", () => reject(new RequestError(0)));
    xhr.addEventListener("abort", () => reject(new DOMException("cancelled", "AbortError")));
    signal.addEventListener("abort", () => xhr.abort());
    const form = new FormData();
    form.append("file", file, file.name);
    xhr.send(form);
  });
}

function errorOf(xhr) {
  if (xhr.status === 401) document.dispatchEvent(new CustomEvent("visit-ended"));
  const { sentence, code, reference } = xhr.response?.error ?? {};
  return new RequestError(xhr.status, sentence, code, reference);
}
