/** Reads what is ordinary in a short way: exchanges that show what others showed before, which the general way read. */
export { ExchangeRecord } from './exchange-record.ts';
export {
  type GeneralReader,
  type GeneralSink,
  Lane,
  type LaneBook,
  type OpenGeneral,
  type TakenCall,
} from './lane.ts';
export type { LaneCall } from './lane-call.ts';
export { LaneConnection } from './lane-connection.ts';
export type { Learned } from './learned.ts';
