import { describe, expect, it } from 'vitest';
import { withExchanges } from '../../src/engine/index.ts';
import { exchangeOf, sketchAnalysis, sketchCall } from '../report/sample-analysis.ts';

const first = sketchCall({ method: 'connect', at: 1, frame: 10, body: '{"kept":1}' }, 40);
const second = sketchCall({ method: 'connect', at: 2, frame: 20 }, 3);
const analysis = sketchAnalysis({ calls: [first, second] });
const found = exchangeOf(second, '{"found":1}');

describe('an analysis with the bodies of further calls', () => {
  it('has those that were found besides those that were kept', () => {
    const more = withExchanges(analysis, [[second.id, found]]);
    expect([...more.exchanges.keys()]).toEqual([first.id, second.id]);
    expect(more.exchanges.get(second.id)).toBe(found);
    expect(more.exchanges.get(first.id)).toBe(analysis.exchanges.get(first.id));
  });

  it('has of a call the exchange that was found last', () => {
    const other = exchangeOf(first, '{"other":1}');
    expect(withExchanges(analysis, new Map([[first.id, other]])).exchanges.get(first.id)).toBe(other);
  });

  it('is another analysis: the one before has what it had', () => {
    const more = withExchanges(analysis, [[second.id, found]]);
    expect(analysis.exchanges.has(second.id)).toBe(false);
    expect(more.calls).toBe(analysis.calls);
    expect(more.positions).toBe(analysis.positions);
    expect(more.callExchanges).toBe(analysis.callExchanges);
  });
});
