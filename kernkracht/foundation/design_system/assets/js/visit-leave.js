// Signing in or out on a device that kept notes. Signing in: the page that was kept belongs to whoever was here before,
// so it goes; notes stay under their own account. Signing out: says what was not sent, and clears what is of this account.
import { PAGES, forget, isPossible, notesOf } from "./visit-store.js";

const form = document.querySelector("form[data-visit-leave]");
const dropPage = async () => {
  await caches.delete(PAGES);
  for (const worker of await navigator.serviceWorker.getRegistrations()) {
    if (worker.scope.endsWith("/werk/bezoek/")) await worker.unregister();
  }
};

async function warn() {
  const notes = await notesOf(form.dataset.visitLeave);
  const warning = document.querySelector("[data-visit-unsent]");
  warning.hidden = !notes.length;
  warning.querySelectorAll("[data-visit-count]").forEach((part) => { part.textContent = notes.length; });
}

if (isPossible && "caches" in window) {
  if (form?.dataset.visitLeave) {
    warn().catch(() => {});
    form.addEventListener("submit", (event) => {
      if (form.dataset.cleared) return;
      event.preventDefault();
      Promise.allSettled([forget(form.dataset.visitLeave), dropPage()]).then(() => {
        form.dataset.cleared = "yes";
        form.requestSubmit();
      });
    });
  } else if (!form) {
    dropPage().catch(() => {});
  }
}
