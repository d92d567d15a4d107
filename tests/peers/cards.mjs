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
// Version 1.2 also added the ActionSet, and 1.4 Action.Execute, fallback and refresh, which Teams shows.
const { definitions } = schema;
definitions['Action.Execute'] = {
  type: 'object', required: ['type', 'verb', 'data'],
  properties: {
    type: { type: 'string', enum: ['Action.Execute'] }, title: { type: 'string' }, verb: { type: 'string' }, data: { type: 'object' }, fallback: { $ref: '#/definitions/Action.Submit' },
  },
  additionalProperties: false,
};
definitions.ActionSet = { type: 'object', required: ['type', 'actions'], properties: { type: { type: 'string', enum: ['ActionSet'] }, actions: { $ref: '#/definitions/Actions' }, spacing: { type: 'string' } }, additionalProperties: false };
definitions.Action.anyOf.push({ $ref: '#/definitions/Action.Execute' });
definitions.CardElements.items[0].anyOf.push({ $ref: '#/definitions/ActionSet' });
definitions.AdaptiveCard.properties.refresh = {
  type: 'object', required: ['action', 'userIds'], additionalProperties: false,
  properties: { action: { $ref: '#/definitions/Action.Execute' }, userIds: { type: 'array', items: { type: 'string' }, maxItems: 60 } },
};
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
  // The library's pattern for "lang" remembers where it stopped, so that every second card with a right one is wrong.
  if (json.lang !== undefined && !/^[a-z]{2,3}$/.test(json.lang)) faults.push(`no language: ${json.lang}`);
  card.parse({ ...json, lang: undefined }, context);
  for (let i = 0; i < context.eventCount; i++) faults.push(context.getEventAt(i).message);
  for (const event of card.validateProperties().validationEvents) faults.push(event.message);
  if (card.getItemCount() !== json.body.length) faults.push('elements were lost');
  // Drawn whole: each choice and each link can be tapped.
  const rendered = new Set(card.getAllActions()).size, written = JSON.stringify(json).match(/"type":"Action\.(Execute|OpenUrl)"/g)?.length ?? 0;
  if (rendered !== written - (json.refresh ? 1 : 0)) faults.push(`${written} actions were written and ${rendered} read`);
  if (card.getActionCount() !== (json.actions ?? []).length) faults.push('actions were lost');
  console.log(`${faults.length === 0 ? 'ok' : 'not ok'} - card ${index + 1}${faults.length === 0 ? '' : `: ${faults.join('; ')}`}`);
  if (faults.length > 0) broken++;
}
process.exit(broken === 0 ? 0 : 1);
