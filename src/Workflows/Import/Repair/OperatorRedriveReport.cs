using StoreScp.Storage;

namespace StoreScp.Import.Repair;

/// <summary>What an operator's redrive of one batch set going again.</summary>
/// <param name="Batch">The batch that carries the files now: the same one when it failed as a whole, else a new one.</param>
/// <param name="Files">Its instances; 0: nothing was left to try again.</param>
/// <param name="IsWholeBatch">The same objects are imported again, where they are.</param>
public sealed record OperatorRedriveReport(BatchRow Batch, int Files, bool IsWholeBatch);
