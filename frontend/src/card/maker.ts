/** The adviser's side of the card, mounted by the companion. */
export { mountGiving } from "./giving";
export { mountReadOver } from "./reading";
export { mountSketch } from "./sketch";
