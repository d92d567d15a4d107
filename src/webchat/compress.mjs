// Writes FILE.br and FILE.gz beside FILE, so that the service sends megabytes as kilobytes without work of its own.
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const file = process.argv[2];
const content = readFileSync(file);
// Quality 11 takes three times as long for one part in sixty.
const brotli = { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
writeFileSync(`${file}.br`, brotliCompressSync(content, { params: brotli }));
writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
