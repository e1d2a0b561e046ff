import { DATABASE } from "../companion/database";

/** Whether a meeting of this person is on the device. Never makes the database. */
export function isMeetingRunning(person: string): Promise<boolean> {
  return new Promise((resolve) => {
    const opening = indexedDB.open(DATABASE);
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onerror = () => resolve(false);
    opening.onsuccess = () => {
      const base = opening.result;
      const counting = base.transaction("running").objectStore("running").count(person);
      counting.onerror = () => resolve(false);
      counting.onsuccess = () => resolve(counting.result > 0);
      base.close();
    };
  });
}
