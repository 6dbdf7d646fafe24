/** What is left for a panel's content. */
export interface Size {
  readonly width: number;
  readonly height: number;
}
