// The server renders the summary of errors; it gets the focus after a failed attempt, also after a partial swap.
const focusSummary = (root) => root.querySelector?.("[data-autofocus]")?.focus();
focusSummary(document);
document.addEventListener("htmx:after:swap", (event) => focusSummary(event.target));
