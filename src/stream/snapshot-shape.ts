import { checkColumn, columns, type Shape } from '../base/shape/index.ts';
import { ADDRESS, AddressTable } from './address-table.ts';
import { CONNECTION } from './connection-row.ts';
import { ConnectionSnapshot } from './connection-snapshot.ts';
import { anomalyRowsShape } from './tcp-anomaly-table.ts';

const addressRows = columns(ADDRESS);
const connectionRows = columns(CONNECTION);

/** All connections of a capture that was read to its end. */
export const connectionsShape: Shape<ConnectionSnapshot> = {
  form: `connections: ${addressRows.form}; ${connectionRows.form}; ${anomalyRowsShape.form}`,
  write: (snapshot, to) => {
    const { rows, addresses, kept, underWay } = snapshot.parts();
    if (underWay.size > 0) throw new Error('connections are still followed');
    addressRows.write(addresses.rows(), to);
    connectionRows.write(rows, to);
    anomalyRowsShape.write(kept, to);
  },
  read: (from) => {
    const addresses = AddressTable.of(addressRows.read(from));
    const rows = connectionRows.read(from);
    checkColumn(rows, 'lowAddress', addresses.count, from);
    checkColumn(rows, 'highAddress', addresses.count, from);
    const kept = anomalyRowsShape.read(from);
    checkColumn(rows, 'anomalyEntry', kept.count + 1, from);
    return new ConnectionSnapshot({ rows, addresses, kept, underWay: new Map() });
  },
};
