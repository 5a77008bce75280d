namespace StoreScp.LocalRunner.Definition;

/// <summary>Where a Task's error leads when no retry is left; <c>{"Error", "Cause"}</c> goes to the result path.</summary>
internal sealed record Catcher(IReadOnlyList<string> ErrorEquals, ReferencePath ResultPath, string Next);
