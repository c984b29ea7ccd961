// The two stores of IndexedDB in which this phone keeps things, and transactions that are on the disk before anybody is told so.

import { AppError, storageError } from "./errors.js";

const NAME = "stagerace";
const STORES = ["records", "self"];

/** Opens the stores where a browser keeps databases: its common storage, or a part of it. */
export function openStores(where) {
  return new Promise((resolve, reject) => {
    const asking = where.open(NAME, 1);
    asking.onupgradeneeded = () => {
      asking.result.createObjectStore("records", { keyPath: ["node", "number"] });
      asking.result.createObjectStore("self");
    };
    asking.onerror = () => reject(storageError(asking.error));
    asking.onblocked = () => reject(new AppError("storage", "another window of this app holds its storage", "Close it"));
    asking.onsuccess = () => resolve(asking.result);
  });
}

/**
 * Does a piece of work in one transaction and resolves with what it comes to only once that is complete; for writing,
 * once the browser has pushed it to the disk. `work` gets the two stores and may await their requests, nothing else.
 */
export function transact(database, mode, work) {
  return new Promise((resolve, reject) => {
    let result;
    let failure = null;
    let transaction;
    try {
      transaction = database.transaction(STORES, mode, { durability: "strict" });
    } catch (error) {
      reject(storageError(error));
      return;
    }
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = () => reject(storageError(failure ?? transaction.error));
    const [records, self] = STORES.map((name) => transaction.objectStore(name));
    work({ records, self }).then(
      (value) => (result = value),
      (error) => {
        failure = error;
        try {
          transaction.abort();
        } catch {
          reject(storageError(error));
        }
      },
    );
  });
}

/** The result of one request within a transaction. */
export function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Puts what was written, as [store, value, key], into the stores. */
export async function allWritten(stores, written) {
  for (const [name, value, key] of written) await asked(key === undefined ? stores[name].put(value) : stores[name].put(value, key));
}

/** Every record of a node after a number. */
export const after = (node, number) => IDBKeyRange.bound([node, number], [node, Infinity], true);
