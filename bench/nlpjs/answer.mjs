// Reads {train: [{text, label}], questions: [text]} and prints {trainMs, askMs, ranked: [[{label, score}, …], …]}.
import { dockStart } from '@nlpjs/basic';
import { readFileSync } from 'node:fs';

const { train, questions } = JSON.parse(readFileSync(0, 'utf8'));
const dock = await dockStart({ settings: { nlp: { autoSave: false, autoLoad: false, forceNER: false, languages: ['en'], log: false } }, use: ['Basic'] });
const nlp = dock.get('nlp');
nlp.addLanguage('en');
for (const { text, label } of train) nlp.addDocument('en', text, label);
let started = performance.now();
const log = console.log;
console.log = () => {};
await nlp.train();
console.log = log;
const trainMs = performance.now() - started;
for (const question of questions.slice(0, 50)) await nlp.process('en', question);
started = performance.now();
const ranked = [];
for (const question of questions) {
  const { classifications } = await nlp.process('en', question);
  ranked.push(classifications.slice(0, 5).map(({ intent, score }) => ({ label: intent, score })));
}
console.log(JSON.stringify({ trainMs, askMs: performance.now() - started, ranked }));
