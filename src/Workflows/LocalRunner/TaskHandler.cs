using StoreScp.Storage;

namespace StoreScp.LocalRunner;

/// <summary>One Task of the workflow: what a Lambda function is on AWS.</summary>
/// <param name="input">JSON: the whole state of the execution.</param>
/// <param name="cancellation">Cancelled at the Task's TimeoutSeconds, when the runner stops, and when another runner took the execution over.</param>
/// <returns>JSON, at most 256 KiB. A Task may run twice for one result (a crash, a time-out), never not at all.</returns>
/// <exception cref="WorkflowTaskException">An error name that Retry and Catch can match. Any other exception has the name of its type, as in Lambda.</exception>
public delegate ValueTask<string> TaskHandler(string input, CancellationToken cancellation);
