using System.CommandLine.Parsing;
using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary>A batch id on the command line, as `import list` and `status` show it.</summary>
internal static class BatchIdText
{
    public static BatchId? Parse(ArgumentResult result)
    {
        if (result.Tokens.Count == 0)
            return null;
        if (BatchId.TryParse(result.Tokens[0].Value, out var batch))
            return batch;
        result.AddError($"A batch id is {BatchId.TextLength} hexadecimal digits; `storescp import list` shows them.");
        return null;
    }
}
