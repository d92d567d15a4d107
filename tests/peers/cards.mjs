// Reads a JSON array of Adaptive Cards from standard input, checks each against the official schema and parses it with the official library.
// Prints "ok ..." or "not ok ..." for each card and exits 1 if one has a fault.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import vm from 'node:vm';
import Ajv from 'ajv';

// The package declares modules that Node cannot load; its bundle for browsers can be run as it is.
const require = createRequire(import.meta.url);
const bundle = readFileSync(require.resolve('adaptivecards/dist/adaptivecards.js'), 'utf8');
const module = { exports: {} };
vm.runInThisContext(`(function (module, exports) {${bundle}\n})`)(module, module.exports);
const { adaptiveCardSchema: { id, ...schema } } = require('adaptivecards-designer/lib/adaptive-card-schema.js');
// The schema in this package is of version 1.1; version 1.2 added these styles, which Web Chat and Teams both show.
schema.definitions.Container.properties.style = { type: 'string', enum: ['default', 'emphasis', 'good', 'attention', 'warning', 'accent'] };
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'));
const fitsSchema = ajv.compile(schema);
const { AdaptiveCard, SerializationContext, Versions } = module.exports;

let broken = 0;
for (const [index, json] of JSON.parse(readFileSync(0, 'utf8')).entries()) {
  const faults = fitsSchema(json) ? [] : fitsSchema.errors.map(error => `${error.instancePath} ${error.message}`);
  const context = new SerializationContext(Versions.v1_5);
  const card = new AdaptiveCard();
  card.parse(json, context);
  for (let i = 0; i < context.eventCount; i++) faults.push(context.getEventAt(i).message);
  for (const event of card.validateProperties().validationEvents) faults.push(event.message);
  if (card.getItemCount() !== json.body.length) faults.push('elements were lost');
  if (card.getActionCount() !== (json.actions ?? []).length) faults.push('actions were lost');
  console.log(`${faults.length === 0 ? 'ok' : 'not ok'} - card ${index + 1}${faults.length === 0 ? '' : `: ${faults.join('; ')}`}`);
  if (faults.length > 0) broken++;
}
process.exit(broken === 0 ? 0 : 1);
