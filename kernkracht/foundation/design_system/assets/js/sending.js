// A form is sent once, not into a lost connection, and not left by accident where the page asks for that.
const toast = document.querySelector("[data-toast]");
const offlineText = document.body.dataset.offline ?? "";
const say = (text) => { if (toast) toast.textContent = text; };
const PROBE_MS = 4000;
const RETRY_MS = 15000;

const plain = (form) => form.method === "post" && !form.hasAttribute("hx-post");
const release = (form) => {
  delete form.dataset.sent;
  form.querySelectorAll("[type=submit][aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
};

const reachable = () => {
  const address = document.querySelector("link[rel=icon]")?.href ?? location.href;
  return fetch(address, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PROBE_MS) })
    .then(() => true, () => false);
};

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!plain(form) || event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  if (!navigator.onLine) {
    event.preventDefault();
    return say(offlineText);
  }
  if (form.hasAttribute("data-keep-input") && !form.dataset.probed) {
    event.preventDefault();
    if (!(await reachable())) return say(offlineText);
    form.dataset.probed = "yes";
    say("");
    return form.requestSubmit(event.submitter);
  }
  delete form.dataset.probed;
  form.dataset.sent = "yes";
  form.dataset.changed = "";
  form.querySelectorAll("[type=submit]").forEach((button) => button.setAttribute("aria-disabled", "true"));
  setTimeout(() => release(form), RETRY_MS);
});

// Coming back with the browser's button finds the form as it was, ready to be sent again.
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
addEventListener("offline", () => { if (document.querySelector("form[method=post]:not(.kk-language, [data-visit-form])")) say(offlineText); });
addEventListener("online", () => say(""));
document.addEventListener("htmx:error", () => say(offlineText));

for (const form of document.querySelectorAll("form[data-warn-unsaved]")) {
  form.addEventListener("input", () => { form.dataset.changed = "yes"; });
}
addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-warn-unsaved][data-changed=yes]")) event.preventDefault();
});
