// The proof of who is asking, carried in a header, never in a URL.

const meta = (name) => document.querySelector(`meta[name="${name}"]`);

export const visit = {
  get token() {
    return meta("visit-token")?.content ?? "";
  },
  get isCookieless() {
    return meta("visit-cookieless")?.content === "true";
  },
  get expiresAt() {
    return Date.parse(meta("visit-expires-at")?.content ?? "");
  },
  set expiresAt(moment) {
    meta("visit-expires-at")?.setAttribute("content", new Date(moment).toISOString());
  },
};

/** Go to another page of the product; without cookies the token travels in a form's body. */
export function openPage(url) {
  if (!visit.isCookieless) {
    location.assign(url);
    return;
  }
  const form = document.createElement("form");
  form.method = "post";
  form.action = url;
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "visit_token";
  field.value = visit.token;
  form.append(field);
  document.body.append(form);
  form.submit();
}

/** Show this page again, as the server has it now. */
export function reloadPage() {
  if (visit.isCookieless) openPage(location.href);
  else location.reload();
}

export function startVisitLinks() {
  if (!visit.isCookieless) return;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-visit-link]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openPage(link.href);
  });
}
