/** The one database of the companion, and the name of the channel between its tabs. */
export const DATABASE = "juuristo-companion";
