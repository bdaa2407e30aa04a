import { describe, expect, it } from 'vitest';
import {
  acceptedTypes,
  defaultDialect,
  dialects,
  findInconsistencies,
  findMethod,
  findParameter,
  isKnownValue,
  SOURCES,
} from '../../src/dialects/index.ts';

const all = [...dialects.values()];
describe.each(all)('tables of $name', (dialect) => {
  it('do not contradict themselves', () => {
    expect(findInconsistencies(dialect)).toEqual([]);
  });

  it('say something in every row, and where it is from', () => {
    for (const row of [...dialect.methods, ...dialect.methods.flatMap((method) => method.parameters)]) {
      expect(row.description.length, row.name).toBeGreaterThan(8);
      expect(row.description, row.name).toMatch(/[.]$/);
      expect(Object.keys(SOURCES)).toContain(row.source);
    }
    for (const row of dialect.expectations) expect(row.consequence).toMatch(/[.]$/);
  });

  it('have each expectation, remedy and explanation under a name of its own', () => {
    for (const rows of [dialect.expectations, dialect.remedies, dialect.absences]) {
      const ids = rows.map((row) => row.id);
      expect(new Set(ids).size).toBe(ids.length);
    }
    const remedies = new Set(dialect.remedies.map((row) => row.id));
    expect(dialect.absences.flatMap((row) => row.remedies).filter((id) => !remedies.has(id))).toEqual([]);
  });

  it('say what follows an error for every role they have', () => {
    const roles = new Set(dialect.methods.map((method) => method.role));
    for (const role of roles) {
      for (const policy of ['stop', 'go-on'] as const) {
        const rows = dialect.errorMatrix.filter(
          (row) =>
            row.role === role &&
            row.method === undefined &&
            row.after === undefined &&
            row.statuses === undefined &&
            (row.policy === policy || row.policy === 'any'),
        );
        expect(rows, `${role} ${policy}`).toHaveLength(1);
      }
    }
  });

  it('have endings of events they know, with statuses they know', () => {
    for (const ending of dialect.endings) {
      const method = findMethod(dialect, ending.method);
      const status = method === null ? null : findParameter(method, dialect.statusParameter);
      expect(status?.presence).toBe('key');
      if (status === null) continue;
      const followed = ending.ends.flatMap((end) => [end.status, ...end.mayFollow]);
      for (const word of [...ending.underWay.statuses, ...followed])
        expect(isKnownValue(status, word), word).toBe(true);
    }
  });

  it('have beginnings of the same dialog as their ends', () => {
    for (const { kind, method, begins, underWay } of dialect.endings) {
      expect(begins.length, kind).toBeGreaterThan(0);
      for (const name of [method, ...begins, ...underWay.methods]) {
        const found = dialect.methods.find((each) => each.name === name);
        expect(found, name).toBeDefined();
        expect(found?.dialog?.kind ?? 'session', name).toBe(kind);
      }
      for (const name of begins) expect(findMethod(dialect, name)?.role, name).not.toBe('event');
    }
  });

  it('expect only statuses that exist', () => {
    for (const row of dialect.expectations) {
      const ways = [
        ...row.expect,
        ...row.after.methods.map((method) => ({ method, statuses: row.after.statuses })),
      ];
      for (const { method, statuses } of ways) {
        if (statuses === 'any') continue;
        const found = findMethod(dialect, method);
        const status =
          found === null ? null : findParameter(found, found.statusParameter ?? dialect.statusParameter);
        expect(status, `${row.id} ${method}`).not.toBeNull();
        if (status === null) continue;
        expect(statuses.filter((word) => !isKnownValue(status, word))).toEqual([]);
      }
    }
  });
});

describe('rows', () => {
  it('have each type once, no null in a key, and items only in a list', () => {
    for (const { name, parameters } of all.flatMap((dialect) => dialect.methods)) {
      for (const row of parameters) {
        const where = `${name} ${row.name}`;
        expect(row.types.length, where).toBeGreaterThan(0);
        expect(new Set(row.types).size, where).toBe(row.types.length);
        if (row.presence === 'key') expect(row.types, where).not.toContain('null');
        if (row.items !== undefined) expect(row.types, where).toContain('array');
      }
    }
  });

  it('of documented methods of WCS: the context and the dialog are keys', () => {
    const undocumented = new Set(['HUGHEBA', 'WCS4-OVR', 'SDK']);
    // Before 5.2 the server sends playRTSP without a media session.
    const withoutDialog = new Set(['playRTSP']);
    for (const method of defaultDialect.methods) {
      if (undocumented.has(method.source) || withoutDialog.has(method.name)) continue;
      const keys = ['nodeId', 'sessionId', 'appKey', ...(method.dialog ? method.dialog.parameters : [])];
      for (const key of keys)
        expect(findParameter(method, key)?.presence, `${method.name} ${key}`).toBe('key');
    }
  });

  it('of status events of WCS: the status is a key, where the vendor documents one', () => {
    const without = new Set(['BugReportStatusEvent', 'XcapStatusEvent', 'RecordingStatusEvent']);
    for (const method of defaultDialect.methods) {
      if (!method.name.endsWith('StatusEvent') || without.has(method.name)) continue;
      expect(findParameter(method, 'status')?.presence, method.name).toBe('key');
    }
  });

  it('let null stand for what need not be there, and only for that', () => {
    const status = findMethod(defaultDialect, 'CallStatusEvent');
    if (status === null) throw new Error('no CallStatusEvent');
    const accepted = (name: string) => {
      const row = findParameter(status, name);
      return row === null ? [] : acceptedTypes(row);
    };
    expect(accepted('sipStatus')).toEqual(['integer', 'null']);
    expect(accepted('callId')).toEqual(['string']);
  });

  it.each(['sipPassword', 'authToken', 'sipMessageRaw', 'token'])(
    '%s is secret wherever it occurs',
    (name) => {
      const rows = defaultDialect.methods.flatMap((method) =>
        method.parameters.filter((row) => row.name === name),
      );
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.filter((row) => row.secret === undefined)).toEqual([]);
    },
  );
});
