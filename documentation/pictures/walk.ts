/** A step of the walk that a picture shows. */
export interface Step {
  /** Names of keys as tmux has them. */
  readonly keys: readonly string[];
  /** What the screen shows after it. */
  readonly shows: string;
  readonly caption: string;
  readonly seconds: number;
}

/** Twenty seconds in `samples/log.pcap`: from what is wrong to what was sent. */
export const WALK: readonly Step[] = [
  {
    keys: [],
    shows: 'No ConnectionStatusEvent within 10 s',
    caption: 'hookscope log.pcap: the call that never came, why, and what to do',
    seconds: 5,
  },
  { keys: [']'], shows: '✗', caption: ']  the next fault', seconds: 3 },
  { keys: ['2'], shows: 'parameter', caption: '2  its payload, checked against the tables', seconds: 4 },
  { keys: ['x'], shows: 'Ladder', caption: 'x  who called whom', seconds: 4 },
  { keys: ['Escape', 'f'], shows: 'roblems', caption: 'f  all problems, the worst first', seconds: 4 },
];
