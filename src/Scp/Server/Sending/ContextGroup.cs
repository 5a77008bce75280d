namespace StoreScp.Server.Sending;

/// <summary>Files that fit on one association, and the presentation contexts they need.</summary>
internal sealed record ContextGroup(IReadOnlyList<(string SOPClassUID, string TransferSyntaxUID)> Contexts, IReadOnlyList<FileToSend> Files)
{
    /// <summary>Odd numbers from 1 to 255 name presentation contexts (PS3.8 §9.3.2.2).</summary>
    public const int MaximumContexts = 128;

    /// <summary>
    /// Splits files so that each group needs at most 128 contexts. A context has one transfer syntax, the one the files are in:
    /// what is accepted can be sent as it is.
    /// </summary>
    public static IReadOnlyList<ContextGroup> Of(IEnumerable<FileToSend> files) =>
    [
        .. files
            .GroupBy(file => (file.SOPClassUID, file.TransferSyntaxUID))
            .Chunk(MaximumContexts)
            .Select(chunk => new ContextGroup([.. chunk.Select(context => context.Key)], [.. chunk.SelectMany(context => context)])),
    ];
}
