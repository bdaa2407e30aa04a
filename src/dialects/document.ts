/** The page docs/hooks.md, made from the tables. A test holds that the page is what the tables give. */
import { acceptanceText, failureText } from './acceptance.ts';
import { type ErrorPolicy, policySetting } from './client-config.ts';
import type { Expectation, ExpectedCall } from './expectation.ts';
import { acceptedTypes, findMethod } from './lookup.ts';
import { HOOK_TYPES, type Method, type MethodRole } from './method.ts';
import type { Parameter } from './parameter.ts';
import { partyText } from './party-text.ts';
import { SOURCES } from './sources.ts';
import type { Dialect, ErrorConsequence } from './types.ts';
import { TEXT_WORDS } from './written-text.ts';

const HEAD = `# Hooks, parameters and expectations

This page is made from the tables in \`src/dialects/\`; \`hookscope hooks METHOD\` prints the same.

- **key**: the call is of no use without it; its absence is an error. **usual**: ordinarily there. **optional**: there in
  some situations or versions only. null is as good as absent for what is not a key.
- Names of hooks are compared without regard to case. Members and hooks that are not listed here are never an error:
  the vendors' tables are known to be incomplete.
- Values in *italics* are examples of free text; a value outside the others is told as a note, unless the list is
  called closed.
- The source of a row is in brackets; the list of sources is at the end.
`;

/** The whole page, in Markdown (GitHub's flavour). */
export function hooksDocument(dialects: readonly Dialect[]): string {
  const sections = dialects.map(dialectSection);
  return `${[HEAD, ...sections, sourceSection()].join('\n').trimEnd()}\n`;
}

function dialectSection(dialect: Dialect): string {
  const families = [...new Set(dialect.methods.map((method) => method.family))];
  const chapters = families.map((family) => {
    const methods = dialect.methods.filter((method) => method.family === family);
    return `### ${dialect.name}: ${family}\n\n${methods.map((method) => methodSection(dialect, method)).join('\n')}`;
  });
  return [
    `## ${dialect.name}: ${dialect.title}\n\n${dialect.description}\n`,
    expectationTable(dialect),
    errorTable(dialect),
    ...chapters,
  ].join('\n');
}

function methodSection(dialect: Dialect, method: Method): string {
  const facts = [
    roleText(dialect, method.role),
    ...(method.aliases.length > 0 ? [`also written ${list(method.aliases)}`] : []),
    ...(method.dialog === null
      ? []
      : [
          `${method.dialog.kind} told apart by ${method.dialog.parameters.map((name) => `\`${name}\``).join(', ')}`,
        ]),
    ...(method.clientCall === undefined ? [] : [`caused by \`${method.clientCall}\``]),
  ];
  return [
    `#### ${method.name}\n`,
    `${method.description} [${method.source}]\n`,
    `${facts.join('; ')}.\n`,
    `When it is missing: ${method.whenMissing}\n`,
    '| parameter | JSON type | presence | description | source |',
    '| --- | --- | --- | --- | --- |',
    ...method.parameters.map(parameterRow),
    '',
  ].join('\n');
}

function parameterRow(row: Parameter): string {
  const name = `\`${row.name}\`${row.aliases?.length ? `, also ${list(row.aliases)}` : ''}`;
  const secret = row.secret === undefined ? '' : ' Secret: masked in all output.';
  const names = partyText(row.party ?? null);
  const party = names === null ? '' : ` ${names}`;
  const personal = row.personal === undefined ? '' : ' Personal: masked by `--redact personal`.';
  const presence = row.excusedWhen === undefined ? row.presence : `${row.presence}, unless no call has it`;
  return cells([
    name,
    acceptedTypes(row).join(', '),
    presence,
    `${row.description}${textNote(row)}${valueText(row)}${party}${secret}${personal}`,
    `[${row.source}]`,
  ]);
}

function textNote({ text, absentMeans }: Parameter): string {
  const written = text === undefined ? '' : ` As a string: ${TEXT_WORDS[text]}.`;
  return absentMeans === undefined ? written : `${written} Absent: \`${absentMeans}\`.`;
}

function valueText({ values }: Parameter): string {
  if (values === undefined) return '';
  if (values.extent === 'examples')
    return ` Such as ${values.values.map((value) => `*${value}*`).join(', ')}.`;
  const extent = values.extent === 'closed' ? 'Closed list' : 'Known';
  return ` ${extent}${values.ignoreCase ? ', in any case' : ''}: ${list(values.values)}.`;
}

function expectationTable(dialect: Dialect): string {
  return [
    '| expectation | after | expect | key | within | severity |',
    '| --- | --- | --- | --- | --- | --- |',
    ...dialect.expectations.map((row) =>
      cells([
        `\`${row.id}\``,
        triggerText(dialect, row),
        `${row.direction === 'predecessor' ? 'before it: ' : ''}${row.expect.map(wayText).join(' or ')}`,
        row.key,
        withinText(row),
        row.severity,
      ]),
    ),
    '',
  ].join('\n');
}

/** The window; where no document gives one, what shows that the call is due. */
function withinText({ windowSeconds, direction, closedBy = [] }: Expectation): string {
  if (Number.isFinite(windowSeconds)) return `${windowSeconds} s`;
  if (direction === 'predecessor') return 'any time';
  const signs = closedBy.map(({ methods, statuses, within, withinSeconds }) => {
    const status = statuses === 'any' ? '' : ` ${statuses.join(' / ')}`;
    const names = methods.map((method) => `\`${method}\`${status}`).join(' or ');
    return `${withinSeconds} s after ${names} of the same ${within}`;
  });
  return ['any time', ...signs].join('; due ');
}

function triggerText(dialect: Dialect, { after }: Expectation): string {
  const answers = {
    any: '',
    ok: ` answered ${acceptedText(dialect, after.methods)}`,
    failed: ' answered otherwise, or not at all',
  };
  const statuses = after.statuses === 'any' ? '' : ` ${after.statuses.join(' / ')}`;
  const conditions = after.parameters.map(
    ({ parameter, test, value }) => ` with \`${parameter}\` ${test === 'is' ? '' : 'not '}${String(value)}`,
  );
  const first = after.firstOfKey ? ', as the first call seen' : '';
  const earlier = after.earlier.length > 0 ? `, where ${earlierText(after)} was seen` : '';
  return `${after.methods.join(', ')}${statuses}${answers[after.answer]}${conditions.join('')}${first}${earlier}`;
}

function earlierText({ earlier, earlierWithin, earlierAnswer }: Expectation['after']): string {
  const accepted = earlierAnswer === 'ok' ? 'an accepted ' : '';
  return `${accepted}${earlier.join(' or ')}${earlierWithin === 'session' ? ' of the session' : ''}`;
}

/** What counts as accepted for some methods; each text once. */
function acceptedText(dialect: Dialect, methods: readonly string[]): string {
  const texts = methods.map((name) => acceptanceText(dialect, findMethod(dialect, name)));
  return [...new Set(texts)].join(' or ');
}

function wayText({ method, statuses }: ExpectedCall): string {
  return statuses === 'any' ? method : `${method} ${statuses.join(' / ')}`;
}

function errorTable(dialect: Dialect): string {
  return [
    `| when the backend fails in | ${policyField(dialect)} | then |`,
    '| --- | --- | --- |',
    ...dialect.errorMatrix.map((row) =>
      cells([failingText(dialect, row), policyWord(dialect, row.policy), row.description]),
    ),
    '',
  ].join('\n');
}

function failingText(dialect: Dialect, row: ErrorConsequence): string {
  const after = failureText(row);
  return `${row.method ?? roleText(dialect, row.role)}${after === null ? '' : `, after ${after}`}`;
}

function roleText({ roleNames }: Dialect, role: MethodRole): string {
  return `type ${HOOK_TYPES[role]} (${roleNames[role]})`;
}

function policyField({ clientConfig }: Dialect): string {
  return policySetting(clientConfig, 'stop')?.field ?? 'policy';
}

function policyWord({ clientConfig }: Dialect, policy: ErrorPolicy | 'any'): string {
  return policy === 'any' ? policy : (policySetting(clientConfig, policy)?.word ?? policy);
}

function sourceSection(): string {
  return [
    '## Sources\n',
    '| tag | document | kind | how sure |',
    '| --- | --- | --- | --- |',
    ...Object.entries(SOURCES).map(([tag, source]) =>
      cells([
        tag,
        source.url === null ? source.title : `[${source.title}](${source.url})`,
        source.origin,
        source.confidence,
      ]),
    ),
  ].join('\n');
}

function list(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}

/** A row of a table. A vertical bar would end a cell, so it is escaped. */
function cells(texts: readonly string[]): string {
  return `| ${texts.map((text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
