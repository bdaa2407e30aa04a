/** A step of the walk that a picture shows. */
export interface Step {
  /** Names of keys as tmux has them. */
  readonly keys: readonly string[];
  /** What the screen shows after it. */
  readonly shows: string;
  readonly caption: string;
  readonly seconds: number;
}

/** Twenty seconds in `samples/log.pcap`: what is wrong, what happened to a caller, what was sent, who called whom. */
export const WALK: readonly Step[] = [
  {
    keys: [],
    shows: 'No ConnectionStatusEvent within 10 s',
    caption: 'hookscope log.pcap: the call that never came, why, and what to do',
    seconds: 5,
  },
  { keys: ['p'], shows: 'problem 1/', caption: 'p  all problems, the most important first', seconds: 4 },
  {
    keys: ['Escape', '/', '1', '0', '0', '5', 'Enter'],
    shows: 'match 1005',
    caption: "/1005  what happened to 1005's call?",
    seconds: 4,
  },
  { keys: ['2'], shows: 'parameter', caption: '2  the payload, checked against the tables', seconds: 4 },
  { keys: ['x'], shows: 'Ladder', caption: 'x  who called whom', seconds: 3 },
];
