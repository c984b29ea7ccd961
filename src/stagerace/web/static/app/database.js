// The storage of this phone: two stores of IndexedDB, and transactions that are on the disk before anybody is told so.

import { AppError, storageError } from "./errors.js";

const NAME = "stagerace";
const STORES = ["records", "self"];

/** Opens the storage; `onLost` is called when the browser takes it away while it is open. */
export function openDatabase(onLost) {
  return new Promise((resolve, reject) => {
    const asking = indexedDB.open(NAME, 1);
    asking.onupgradeneeded = () => {
      asking.result.createObjectStore("records", { keyPath: ["node", "number"] });
      asking.result.createObjectStore("self");
    };
    asking.onerror = () => reject(storageError(asking.error));
    asking.onblocked = () => reject(new AppError("storage", "another window of this app holds its storage", "Close it"));
    asking.onsuccess = () => {
      const database = asking.result;
      database.onclose = onLost;
      database.onversionchange = () => {
        database.close();
        onLost();
      };
      resolve(database);
    };
  });
}

/**
 * Does a piece of work in one transaction and resolves with what it comes to only once that is complete; for writing,
 * once the browser has pushed it to the disk. `work` gets the two stores and may await their requests, nothing else.
 */
export function inOne(database, mode, work) {
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

/** Every record of a node after a number. */
export const after = (node, number) => IDBKeyRange.bound([node, number], [node, Infinity], true);
