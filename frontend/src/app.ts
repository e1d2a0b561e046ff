// Everything a page does in the browser. Each page works without it: this only makes it smoother.
import { startCopying } from "./copying";
import { startDialogs } from "./dialogs";
import { focusErrors } from "./errors";
import { startMenu } from "./menu";
import { startPasskeys } from "./passkeys";
import { startRequests } from "./requests";
import { markScrollRegions } from "./regions";
import { startSignOut } from "./sign_out";

startRequests();
startDialogs();
startMenu();
startPasskeys();
startSignOut();

function settle(): void {
  focusErrors();
  markScrollRegions();
}

document.addEventListener("DOMContentLoaded", startCopying);
document.addEventListener("DOMContentLoaded", settle);
document.addEventListener("toggle", markScrollRegions, true); // a table that was folded away
document.addEventListener("htmx:afterSettle", settle);
window.addEventListener("resize", markScrollRegions); // also what zooming does
