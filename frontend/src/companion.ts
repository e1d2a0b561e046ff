// The adviser's companion: the one script of the page that works offline.
import { onLateNews, startCompanion } from "./companion/main";

void startCompanion();

const { worker } = document.body.dataset;
if (worker && "serviceWorker" in navigator) {
  // Without it the page works as long as the network does.
  navigator.serviceWorker.register(worker).catch(() => undefined);
  navigator.serviceWorker.addEventListener("message", ({ data }) => onLateNews(data));
}
