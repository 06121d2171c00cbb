// <form data-live-outcome="/address/" data-live-target="id">: while somebody types, the server's own answer replaces
// the element with that id. The server gets `HX-Request: true` and gives the partial alone; the last answer wins.
const WAIT_MS = 450;

for (const form of document.querySelectorAll("form[data-live-outcome]")) {
  let timer;
  let running;
  const ask = async () => {
    running?.abort();
    running = new AbortController();
    const target = document.getElementById(form.dataset.liveTarget);
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    try {
      const answer = await fetch(form.dataset.liveOutcome, {
        method: "POST", body, headers: { "HX-Request": "true" }, signal: running.signal,
      });
      if (!answer.ok || answer.redirected || !target) return;
      const fragment = document.createRange().createContextualFragment(await answer.text());
      const fresh = fragment.getElementById(target.id);
      if (fresh) target.replaceChildren(...fresh.childNodes);
    } catch { /* no connection: the outcome stays as it was and the form still works */ }
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
}
