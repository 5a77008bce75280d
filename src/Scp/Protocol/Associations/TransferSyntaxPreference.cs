using StoreScp.Dicom;

namespace StoreScp.Protocol.Associations;

/// <summary>Chooses one of the transfer syntaxes proposed for a presentation context.</summary>
public sealed class TransferSyntaxPreference
{
    private readonly string[]? _ordered;

    private TransferSyntaxPreference(string[]? ordered) => _ordered = ordered;

    /// <summary>The first one proposed that we support: the requestor lists the one its images are in first.</summary>
    public static TransferSyntaxPreference FirstProposed { get; } = new(null);

    /// <summary>The first one of this list that is proposed; others are not accepted.</summary>
    public static TransferSyntaxPreference Ordered(IEnumerable<string> transferSyntaxUIDs) => new([.. transferSyntaxUIDs]);

    internal string? Choose(IReadOnlyList<string> proposed) => _ordered is null
        ? proposed.FirstOrDefault(uid => DicomTransferSyntax.Find(uid) is not null)
        : _ordered.FirstOrDefault(proposed.Contains);
}
