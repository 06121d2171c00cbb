// Notes after a visit: kept on this device first, sent when the network is there, each exactly once because the note
// brings its own number. Without this file, or where a browser keeps nothing, the form is sent as any form.
import { PAGES, drop, isPossible, keep, notesOf } from "./visit-store.js";

const AGAIN_MS = 10000;
const PATIENCE_MS = 20000;
const box = document.querySelector("[data-visit-notes]");
const form = document.querySelector("form[data-visit-form]");
const status = document.querySelector("[data-visit-status]");
const { account } = box?.dataset ?? {};

const say = (text) => { if (status && status.textContent !== text) status.textContent = text; };
const told = (name) => box.dataset[`text${name}`];

// ---- sending ----
const ask = (url, more = {}) => fetch(url, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS), ...more });

async function sendOne(note, token) {
  note.tried = true;
  await keep(note);
  const answer = await ask(box.dataset.takeIn, {
    method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: JSON.stringify(note),
  });
  if (answer.ok) {
    await drop(note.key);
    return "Sent";
  }
  if (answer.status === 409) return "Other";
  if ([400, 413, 422].includes(answer.status)) {
    await keep({ ...note, tried: false, faults: (await answer.json()).faults });
    return "Refused";
  }
  return answer.type === "opaqueredirect" || answer.status === 403 ? "SignIn" : "Trouble";
}

async function sendAll() {
  const waiting = (await notesOf(account)).filter((note) => !note.faults);
  if (!waiting.length) return "";
  if (!navigator.onLine) return "Offline";
  const device = await ask(box.dataset.device);
  if (!device.ok) return device.type === "opaqueredirect" ? "SignIn" : "Trouble";
  const session = await device.json();
  if (session.account !== account) return "Other";
  let outcome = "";
  for (const note of waiting) {
    const one = await sendOne(note, session.token);
    if (!["Sent", "Refused"].includes(one)) return one;
    outcome = outcome === "Refused" ? outcome : one;
  }
  return outcome;
}

const send = () => navigator.locks.request(PAGES, { ifAvailable: true }, async (lock) => {
  if (!lock) return;
  const outcome = await sendAll().catch(() => "Offline");
  await show();
  box.querySelector("[data-visit-sign-in]").hidden = outcome !== "SignIn";
  if (outcome) say(told(outcome));
});

// ---- showing ----
const fill = (row, name, text) => row.querySelectorAll(`[data-part=${name}]`).forEach((part) => { part.textContent = text; });

function rowOf(note) {
  const row = box.querySelector("template").content.firstElementChild.cloneNode(true);
  fill(row, "place", note.place);
  fill(row, "day", note.day);
  fill(row, "text", note.text);
  fill(row, "name", ` ${note.place}, ${note.day}`);
  row.querySelector(`[data-state=${note.faults ? "refused" : "waiting"}]`).hidden = false;
  const faults = row.querySelector("[data-part=faults]");
  for (const fault of note.faults ?? []) {
    const line = document.createElement("li");
    line.textContent = `${fault.place.replace(/\?$/, "")}: ${fault.reason} ${fault.remedy}`;
    faults.append(line);
  }
  faults.hidden = !note.faults;
  const change = row.querySelector("[data-do=change]");
  change.hidden = !form || note.tried; // a note that may have arrived is not written a second time
  change.addEventListener("click", () => putBack(note));
  const remove = row.querySelector("[data-do=drop]");
  remove.addEventListener("click", async () => {
    if (!remove.dataset.asked) {
      remove.dataset.asked = "yes";
      remove.querySelector(".nl-button__label").firstChild.textContent = remove.dataset.sure;
      return;
    }
    await drop(note.key);
    await show();
    (form?.elements.text ?? box).focus();
  });
  return row;
}

async function show() {
  const notes = await notesOf(account);
  box.querySelector("[data-visit-list]").replaceChildren(...notes.map(rowOf));
  box.querySelector("[data-visit-send]").hidden = !notes.some((note) => !note.faults);
  box.hidden = !notes.length;
}

// ---- the form ----
const pad = (number) => String(number).padStart(2, "0");
const today = () => new Date();

function fillDay(day) {
  const parts = { day: day.getDate(), month: day.getMonth() + 1, year: day.getFullYear() };
  for (const [name, value] of Object.entries(parts)) form.elements[`visited_on_${name}`].value = value;
}

function readForm() {
  const { where, text, people_spoken: people, key } = form.elements;
  const [day, month, year] = ["day", "month", "year"].map((name) => form.elements[`visited_on_${name}`].value.trim());
  return {
    key: key.value, account, where: where.value, text: text.value, people_spoken: people.value.trim(),
    themes: [...form.querySelectorAll("[name=themes]:checked")].map((box) => box.value),
    visited_on: /^\d+$/.test(month) ? `${year}-${pad(month)}-${pad(day)}` : `${day} ${month} ${year}`,
    written_at: new Date().toISOString(), place: where.selectedOptions[0]?.textContent ?? "", day: `${day}-${month}-${year}`,
  };
}

function putBack(note) {
  const { where, text, people_spoken: people, key } = form.elements;
  [where.value, text.value, people.value, key.value] = [note.where, note.text, note.people_spoken, note.key];
  const [day, month, year] = note.day.split("-");
  Object.entries({ day, month, year }).forEach(([name, value]) => { form.elements[`visited_on_${name}`].value = value; });
  form.querySelectorAll("[name=themes]").forEach((tick) => { tick.checked = note.themes.includes(tick.value); });
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
}

function empty() {
  form.elements.text.value = form.elements.people_spoken.value = "";
  form.querySelectorAll("[name=themes]:checked").forEach((tick) => { tick.checked = false; });
  form.elements.key.value = crypto.randomUUID();
  form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
}

const missing = () => ["where", "people_spoken", "text"].map((name) => form.elements[name]).find((field) => !field.value.trim());

form?.addEventListener("submit", (event) => {
  if (!isPossible || !account) return;
  event.preventDefault();
  const field = missing();
  if (field) {
    const label = form.querySelector(`label[for="${field.id}"]`)?.textContent.trim() ?? "";
    say(`${form.dataset.needed} ${label}`);
    field.focus();
    return;
  }
  keep(readForm()).then(async () => {
    empty();
    await show();
    say(told("Kept"));
    status.scrollIntoView({ block: "center" });
    await send();
  }, () => form.submit()); // nothing can be kept here: send it as it is
});

// ---- the page itself, for when there is no network ----
async function keepPage() {
  const answer = await ask(box.dataset.page);
  if (!answer.ok) return;
  const folder = document.querySelector("link[rel=stylesheet]").href.replace(/[^/]*$/, "");
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name.replace(/#.*$/, ""));
  const parts = [...new Set(loaded.filter((name) => name.startsWith(folder)))];
  const cache = await caches.open(PAGES);
  await cache.put(box.dataset.page, answer);
  await Promise.allSettled(parts.map(async (name) => (await cache.match(name)) ?? cache.add(name)));
  const wanted = new Set([new URL(box.dataset.page, location.href).href, ...parts]);
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
}

async function begin() {
  await show();
  box.querySelector("[data-visit-send]").addEventListener("click", send);
  addEventListener("online", send);
  setInterval(() => { if (!box.hidden) send(); }, AGAIN_MS);
  if (form && "serviceWorker" in navigator) {
    if (!form.querySelector("[aria-invalid=true]")) fillDay(today());
    form.elements.key.value ||= crypto.randomUUID();
    await navigator.serviceWorker.register(box.dataset.worker, { scope: box.dataset.scope });
    if (navigator.onLine) await keepPage().catch(() => {});
  }
  await send();
}

if (box && account && isPossible) addEventListener("load", () => { begin().catch(() => {}); });
