import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));

/** The plan by which both the sample set and the made-up one are imported. */
export const PLAN = join(REPOSITORY, 'docs/plans/sales-opportunities.json');

/**
 * The folder of the public sample set: KONTORA_SAMPLE_DATA, or where it usually lies beside the repository. It is no
 * part of the repository, so without it a company of the same shape is made up in `spare`: the tests are the same.
 */
export async function sampleSet(spare: string): Promise<string> {
  const given = process.env.KONTORA_SAMPLE_DATA;
  const folder = given || join(REPOSITORY, '../shared/data/sales-opportunities');
  if (existsSync(join(folder, 'sales_pipeline.csv'))) return folder;
  if (given) throw new Error(`KONTORA_SAMPLE_DATA: there is no sales_pipeline.csv in ${folder}`);
  console.warn(
    `\n*** THE SAMPLE SET IS NOT HERE (${folder}). The office is filled with a made-up company instead.\n` +
      '*** Name the folder of the sample set in KONTORA_SAMPLE_DATA to test on real data.\n',
  );
  await makeUp(spare);
  return spare;
}

const DEALS = 2_000;
const SALES = {
  'Astrid Berg': { office: 'North', agents: ['Ola Lind', 'Ida Holm', 'Per Dahl', 'Una Falk'] },
  'Bruno Costa': { office: 'South', agents: ['Rita Vaz', 'Luis Melo', 'Nuno Pires', 'Sara Gil'] },
  'Clara Weiss': { office: 'East', agents: ['Jan Kolar', 'Eva Maly', 'Petr Novy', 'Hana Zeman'] },
};
const PRODUCTS: Record<string, number> = { Pump: 550, Valve: 55, Turbine: 26_768, Sensor: 1_096 };
const STAGES = ['Won', 'Lost', 'Engaging', 'Prospecting'] as const;

/** Writes a company that is made up, in the files and columns of the sample set, always the same. */
async function makeUp(folder: string): Promise<void> {
  const teams = Object.entries(SALES);
  const agents = teams.flatMap(([, team]) => team.agents);
  const accounts = Array.from({ length: 40 }, (_, at) => `Works No. ${at + 1}`);
  const files: Record<string, unknown[][]> = {
    'sales_teams.csv': [
      ['sales_agent', 'manager', 'regional_office'],
      ...teams.flatMap(([manager, team]) => team.agents.map((agent) => [agent, manager, team.office])),
    ],
    'accounts.csv': [
      ['account', 'sector', 'year_established', 'revenue', 'employees', 'office_location', 'subsidiary_of'],
      ...accounts.map((name, at) => [
        name,
        'retail',
        1950 + at,
        `${at}00.5`,
        at * 7,
        'Norway',
        at % 9 ? '' : accounts[1],
      ]),
    ],
    'products.csv': [
      ['product', 'series', 'sales_price'],
      ...Object.entries(PRODUCTS).map(([name, price]) => [name, name.slice(0, 1), price]),
    ],
    'sales_pipeline.csv': [
      [
        'opportunity_id',
        'sales_agent',
        'product',
        'account',
        'deal_stage',
        'engage_date',
        'close_date',
        'close_value',
      ],
      ...Array.from({ length: DEALS }, (_, at) => deal(at, agents, accounts)),
    ],
  };
  await mkdir(folder, { recursive: true });
  for (const [name, rows] of Object.entries(files)) {
    await writeFile(join(folder, name), rows.map((row) => `${row.join(',')}\n`).join(''));
  }
}

function deal(at: number, agents: string[], accounts: string[]): unknown[] {
  const stage = STAGES[at % STAGES.length];
  const product = Object.keys(PRODUCTS)[(at * 7) % 4] ?? '';
  const closed = stage === 'Won' || stage === 'Lost';
  return [
    `N${at}`,
    agents[(at * 5) % agents.length],
    product,
    at % 6 ? accounts[at % accounts.length] : '',
    stage,
    stage === 'Prospecting' ? '' : '2026-03-01',
    closed ? '2026-06-30' : '',
    stage === 'Won' ? PRODUCTS[product] : stage === 'Lost' ? 0 : '',
  ];
}
