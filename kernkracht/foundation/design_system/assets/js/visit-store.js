// Notes that wait on this device, each under the account that wrote it. Nobody reads those of another account.
const NAME = "kernkracht-visits";
const NOTES = "notes";
export const PAGES = "kernkracht-visits"; // the cache with the page that opens without network

const open = () => new Promise((resolve, reject) => {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(NOTES, { keyPath: "key" }).createIndex("account", "account");
  };
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

const run = async (mode, act) => {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(NOTES, mode);
      const request = act(transaction.objectStore(NOTES));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
};

export const isPossible = window.isSecureContext && "indexedDB" in window && "locks" in navigator;
export const notesOf = async (account) => {
  const found = await run("readonly", (notes) => notes.index("account").getAll(account));
  return found.sort((one, other) => one.written_at.localeCompare(other.written_at));
};
export const keep = (note) => run("readwrite", (notes) => notes.put(note));
export const drop = (key) => run("readwrite", (notes) => notes.delete(key));
export const forget = async (account) => {
  for (const note of await notesOf(account)) await drop(note.key);
};
