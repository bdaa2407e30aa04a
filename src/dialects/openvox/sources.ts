/** What the tables of OpenVox PBXs come from. */
import type { Source } from '../source.ts';

export const OPENVOX_SOURCES = {
  'OV-RING': {
    title: 'OpenVox IPPBX: ring and ring-back reports',
    url: 'https://wiki.openvox.com.cn/IPPBX/1212883.html',
    origin: 'documented',
    confidence: 'confirmed',
  },
  'OV-REPORTS': {
    title: 'OpenVox UC series: API reports',
    url: 'https://help.openvox.cn/docs/uc-series-ippbx/api-documentation/api-reports-examples/call-answered-report',
    origin: 'documented',
    confidence: 'confirmed',
  },
} as const satisfies Readonly<Record<string, Source>>;
