// Reads from standard input the requests that a test's channel sends and the activities that the service sent back, and checks both with Microsoft's own library:
// each token against the same metadata as the service, each activity against the protocol's schema. Prints "ok ..." or "not ok ..." for each and exits 1 if one differs.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { AuthenticationConfiguration, BotFrameworkAuthenticationFactory, PasswordServiceClientCredentialFactory } = require('botframework-connector');
const { assertActivity } = require('botframework-schema');

const input = JSON.parse(readFileSync(0, 'utf8'));
const authentication = BotFrameworkAuthenticationFactory.create(
  '', true, 'https://login.microsoftonline.com/botframework.com', 'https://api.botframework.com', 'https://api.botframework.com', 'https://token.botframework.com',
  input.channelMetadata, input.entraMetadata, 'urn:botframework:azure', new PasswordServiceClientCredentialFactory(input.appId, input.secret, input.tenant), new AuthenticationConfiguration());

// The check calls nearly every field required; these are.
const needed = new Set(['type', 'channelId', 'from', 'from.id', 'recipient', 'recipient.id', 'conversation', 'conversation.id']);
const faultsOf = error => JSON.parse(error.message).filter(issue => issue.message !== 'Required' || needed.has(issue.path.join('.')));

let broken = 0;
const report = (fault, name) => {
  if (fault) broken++;
  console.log(fault ? `not ok ${name}: ${fault}` : `ok ${name}`);
};
for (const { name, authorization, activity, accepted } of input.requests) {
  let problem;
  try {
    await authentication.authenticateRequest(activity, authorization);
  } catch (error) {
    problem = error.message;
  }
  report(!problem === accepted ? undefined : `the official library ${problem ? `refuses it: ${problem}` : 'accepts it'}, the service does not agree`, name);
}
for (const [index, activity] of input.activities.entries()) {
  let problem;
  try {
    assertActivity(activity);
  } catch (error) {
    const faults = faultsOf(error);
    if (faults.length) problem = JSON.stringify(faults);
  }
  report(problem, `activity ${index + 1}`);
}
process.exit(broken ? 1 : 0);
