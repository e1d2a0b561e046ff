/** The four stairs, in their order. The same words as juuristo/stairs. */
export const STAIRS = ["empathy", "guidance", "advice", "farewell"] as const;
export type Stair = (typeof STAIRS)[number];

export type Kind = "client_meeting" | "team_meeting" | "development_discussion";
export type Form = "face_to_face" | "phone" | "video";

/** Minutes by stair. */
export type Plan = Record<Stair, number>;

/** One move on the stairs, `at` minutes from the beginning. The first is at 0. */
export interface Move {
  stair: Stair;
  at: number;
}
