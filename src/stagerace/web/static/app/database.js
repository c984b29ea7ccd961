// The storage of this phone, with its second copy: what is said to be kept is in both, where the browser can keep two.

import { besideMirror, mirrored } from "./mirror.js";
import { openStores, transact } from "./stores.js";

export { after, asked } from "./stores.js";

/** Opens the storage; `onLost` is called when the browser takes it away while it is open. */
export async function openDatabase(onLost) {
  const database = await openStores(indexedDB);
  database.onclose = onLost;
  database.onversionchange = () => {
    database.close();
    onLost();
  };
  return besideMirror(database);
}

/** Does a piece of work in one transaction, as `transact`; what it wrote is in the second copy too when this resolves. */
export async function inOne(database, mode, work) {
  const written = [];
  const result = await transact(database, mode, ({ records, self }) =>
    work({ records: noting(records, "records", written), self: noting(self, "self", written) }),
  );
  await mirrored(database, written);
  return result;
}

/** A store that notes what is written into it. */
function noting(store, name, written) {
  const note = (does) => (value, ...key) => {
    written.push([name, value, ...key]);
    return store[does](value, ...key);
  };
  return { add: note("add"), put: note("put"), get: (key) => store.get(key), getAll: (range) => store.getAll(range) };
}
