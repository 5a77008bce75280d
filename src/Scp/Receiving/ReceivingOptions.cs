using StoreScp.Dicom;
using StoreScp.Receiving.Routing;
using StoreScp.Storage;

namespace StoreScp.Receiving;

/// <summary>What the receiver allows and how it decides; one record, checked where the settings are read.</summary>
public sealed record ReceivingOptions
{
    /// <summary>Limits of a data set's header and trailer.</summary>
    public DicomReadLimits ReadLimits { get; init; } = DicomReadLimits.Default;

    /// <summary>What happens to a second content of a SOP Instance UID.</summary>
    public DuplicatePolicy DuplicatePolicy { get; init; } = DuplicatePolicy.KeepBoth;

    /// <summary>What happens to an instance whose UIDs are no UIDs (PS3.5 §9.1).</summary>
    public InvalidUIDPolicy InvalidUIDPolicy { get; init; } = InvalidUIDPolicy.Refuse;

    /// <summary>How what a de-identified instance was received as stands in the ledger. Null: such an instance is refused.</summary>
    public IdentifierProtection? IdentifierProtection { get; init; }

    /// <summary>Bytes of headers, as received, that handlers have in hand at the same time; in memory they are some ten times as many.</summary>
    public long HandledHeaderBytes { get; init; } = 2L << 20;

    /// <summary>How long an instance waits for room among them before it is refused (A700H).</summary>
    public TimeSpan MemoryWait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long after its last fragment an instance is refused (A700H) that is not stored and recorded; one second more for each 32 MiB of it.</summary>
    public TimeSpan AnswerDeadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Where instances may go.</summary>
    public RouteTable Routes { get; init; } = RouteTable.StoreOnly;

    /// <summary>An existing directory of this process alone, for headers too large for memory and data sets that handlers want whole.</summary>
    public required string ScratchDirectory { get; init; }
}
