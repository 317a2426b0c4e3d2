/** What goes out in the place of offline.js where OFFLINE is off: takes away what readers' browsers have kept. */

self.registration?.unregister();
self.caches?.delete("story");
