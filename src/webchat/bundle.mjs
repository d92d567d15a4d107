// node bundle.mjs OUT SCRIPT LICENSE ...: puts scripts into one and their licences into OUT.LICENSE.txt, and writes OUT.br and OUT.gz, so that the service sends megabytes as kilobytes without work of its own.
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const [file, ...parts] = process.argv.slice(2);
const every = first => parts.filter((_, at) => at % 2 === first).map(part => readFileSync(part, 'utf8').trimEnd());
// The maps of sources are not served.
const content = Buffer.from(every(0).map(script => script.replace(/^\/\/# sourceMappingURL=.*$/gm, '') + '\n;\n').join(''));
// Quality 11 takes three times as long for one part in sixty.
const brotli = { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
writeFileSync(file, content);
writeFileSync(`${file}.LICENSE.txt`, every(1).join('\n\n') + '\n');
writeFileSync(`${file}.br`, brotliCompressSync(content, { params: brotli }));
writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
