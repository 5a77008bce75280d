// Runs a workflow with scripted Tasks under aws-local-stepfunctions, without waiting.
//   node run.mjs DEFINITION SCENARIO      SCENARIO: {"input": {…}, "tasks": {"State": [{"result": …} | {"error": "…", "cause": "…"}, …]}}
// The last answer of a Task repeats. Prints {"status", "calls", "output" or "error" and "cause"}.
import fs from 'node:fs';

// Older than node 22, which the package asks for.
Promise.withResolvers ??= () => {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
};
const { StateMachine } = await import('aws-local-stepfunctions');

const [definition, scenario] = process.argv.slice(2).map(path => JSON.parse(fs.readFileSync(path, 'utf8')));
const calls = [];
const handlers = {};
const noRetryInterval = {};
const noWait = {};
for (const [state, { Type }] of Object.entries(definition.States)) {
  noRetryInterval[state] = 0;
  if (Type === 'Wait') noWait[state] = 0;
  if (Type !== 'Task') continue;
  const answers = [...(scenario.tasks[state] ?? [])];
  handlers[state] = async () => {
    calls.push(state);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if ('result' in answer) return answer.result;
    throw Object.assign(new Error(answer.cause), { name: answer.error });
  };
}

const execution = new StateMachine(definition).run(scenario.input, {
  overrides: { taskResourceLocalHandlers: handlers, waitTimeOverrides: noWait, retryIntervalOverrides: noRetryInterval },
});
let end;
try {
  end = { status: 'Succeeded', output: await execution.result };
} catch (failure) {
  end = { status: 'Failed', error: failure.cause?.name, cause: failure.cause?.message };
}
console.log(JSON.stringify({ ...end, calls }));
