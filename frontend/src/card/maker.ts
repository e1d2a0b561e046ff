/** The adviser's side of the card, mounted by the companion. */
export { mountGiving } from "./giving";
export { mountReadOver } from "./read_over";
export { mountSketch } from "./sketch";
