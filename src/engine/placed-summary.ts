import type { ConnectionSummary, TcpAnomalies } from '../stream/index.ts';

/** What is added to the numbers of a part. */
export interface PartPlace {
  readonly frame: number;
  /** The number in the whole of a connection of the part. */
  readonly connection: (connection: number) => number;
}

/**
 * A connection of a part with the numbers that it and its frames have in the whole. It reads what the summary of the part tells: a copy of
 * each of a million connections would cost more than a kilobyte.
 */
export class PlacedSummary implements ConnectionSummary {
  readonly connection: number;
  readonly #own: ConnectionSummary;
  readonly #placement: PartPlace;

  constructor(own: ConnectionSummary, placement: PartPlace) {
    this.#own = own;
    this.#placement = placement;
    this.connection = placement.connection(own.connection);
  }

  get endpoints(): ConnectionSummary['endpoints'] {
    return this.#own.endpoints;
  }

  get client(): ConnectionSummary['client'] {
    return this.#own.client;
  }

  get handshake(): ConnectionSummary['handshake'] {
    return this.#own.handshake;
  }

  get synCount(): ConnectionSummary['synCount'] {
    return this.#own.synCount;
  }

  get synAckFrame(): number {
    return this.#shifted(this.#own.synAckFrame);
  }

  get resetFrame(): number {
    return this.#shifted(this.#own.resetFrame);
  }

  get resetBy(): ConnectionSummary['resetBy'] {
    return this.#own.resetBy;
  }

  get resetTtl(): ConnectionSummary['resetTtl'] {
    return this.#own.resetTtl;
  }

  get ignoredResets(): ConnectionSummary['ignoredResets'] {
    return this.#own.ignoredResets;
  }

  get ignoredResetFrame(): number {
    return this.#shifted(this.#own.ignoredResetFrame);
  }

  get finFrame(): number {
    return this.#shifted(this.#own.finFrame);
  }

  get closedBy(): ConnectionSummary['closedBy'] {
    return this.#own.closedBy;
  }

  get sides(): ConnectionSummary['sides'] {
    return this.#own.sides;
  }

  get firstFrame(): number {
    return this.#shifted(this.#own.firstFrame);
  }

  get firstSeconds(): ConnectionSummary['firstSeconds'] {
    return this.#own.firstSeconds;
  }

  get firstNanoseconds(): ConnectionSummary['firstNanoseconds'] {
    return this.#own.firstNanoseconds;
  }

  get lastFrame(): number {
    return this.#shifted(this.#own.lastFrame);
  }

  get lastSeconds(): ConnectionSummary['lastSeconds'] {
    return this.#own.lastSeconds;
  }

  get lastNanoseconds(): ConnectionSummary['lastNanoseconds'] {
    return this.#own.lastNanoseconds;
  }

  get anomalies(): TcpAnomalies | null {
    const { anomalies } = this.#own;
    return anomalies === null ? null : anomaliesWithin(anomalies, (frame) => this.#shifted(frame));
  }

  /** 0 stands for no frame. */
  #shifted(frame: number): number {
    return frame === 0 ? 0 : frame + this.#placement.frame;
  }
}

function anomaliesWithin(anomalies: TcpAnomalies, shifted: (frame: number) => number): TcpAnomalies {
  const half = (direction: 0 | 1): TcpAnomalies['halves'][number] => {
    const own = anomalies.halves[direction];
    return {
      ...own,
      firstRetransmissionFrame: shifted(own.firstRetransmissionFrame),
      firstZeroWindowFrame: shifted(own.firstZeroWindowFrame),
    };
  };
  return {
    halves: [half(0), half(1)],
    gaps: anomalies.gaps.map((gap) => ({ ...gap, frame: shifted(gap.frame) })),
    gapCount: anomalies.gapCount,
    cutCount: anomalies.cutCount,
  };
}
