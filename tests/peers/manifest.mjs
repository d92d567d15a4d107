// Reads the manifest of a Teams app from standard input and checks it against Microsoft's own schema of its version. Prints "ok ..." or "not ok ..." and exits 1 if it has a fault.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const require = createRequire(import.meta.url);
const manifest = JSON.parse(readFileSync(0, 'utf8'));
const schema = JSON.parse(readFileSync(require.resolve('@microsoft/app-manifest/package.json').replace('package.json', `build/json-schemas/teams/v${manifest.manifestVersion}/MicrosoftTeams.schema.json`), 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
const fits = ajv.compile(schema);
const faults = fits(manifest) ? [] : fits.errors.map(error => `${error.instancePath} ${error.message}`);
// A schema that takes anything would prove nothing.
if (fits({ ...manifest, developer: undefined }) || fits({ ...manifest, name: { short: 'n'.repeat(31), full: 'n' } })) faults.push('the schema takes a manifest without what it demands');
console.log(faults.length === 0 ? `ok - a manifest of version ${manifest.manifestVersion}` : `not ok - ${faults.join('; ')}`);
process.exit(faults.length === 0 ? 0 : 1);
