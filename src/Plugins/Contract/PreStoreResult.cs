namespace StoreScp.Plugins;

/// <summary>What a handler decided on one instance. Reasons go into the ledger, comments to the peer: neither may hold a value that identifies a patient.</summary>
public sealed record PreStoreResult
{
    /// <summary>Characters of a reason.</summary>
    public const int MaximumReasonLength = 200;

    /// <summary>Characters of Error Comment (0000,0902).</summary>
    public const int MaximumCommentLength = 64;

    private PreStoreResult(PreStoreResultKind kind) => Kind = kind;

    /// <summary>Nothing to say: on to the next handler.</summary>
    public static PreStoreResult Continue { get; } = new(PreStoreResultKind.Continue);

    public PreStoreResultKind Kind { get; }

    /// <summary>The routes of <see cref="PreStoreResultKind.Route"/>, by their names in the site's settings; else empty.</summary>
    public IReadOnlyList<string> Routes { get; private init; } = [];

    /// <summary>Why, for the ledger and for people; for Refuse the comment to the peer. Else empty.</summary>
    public string Reason { get; private init; } = "";

    /// <summary>The status of <see cref="PreStoreResultKind.Refuse"/> (PS3.4 Table B.2-1, PS3.7 Annex C); else 0.</summary>
    public ushort Status { get; private init; }

    /// <summary>Delivers the instance by these routes, beside those that other handlers name, instead of the default route.</summary>
    /// <exception cref="ArgumentException">No name, or an empty one.</exception>
    public static PreStoreResult Route(params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0 || names.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException("A route has a name.", nameof(names));
        return new(PreStoreResultKind.Route) { Routes = [.. names] };
    }

    /// <summary>Keeps the instance as it was received, apart from the others.</summary>
    /// <exception cref="ArgumentException">The reason is empty or over <see cref="MaximumReasonLength"/> characters.</exception>
    public static PreStoreResult Quarantine(string reason) => new(PreStoreResultKind.Quarantine) { Reason = Require(reason, MaximumReasonLength) };

    /// <summary>Drops the instance; the ledger keeps that it came, and why it was dropped.</summary>
    /// <exception cref="ArgumentException">The reason is empty or over <see cref="MaximumReasonLength"/> characters.</exception>
    public static PreStoreResult Discard(string reason) => new(PreStoreResultKind.Discard) { Reason = Require(reason, MaximumReasonLength) };

    /// <summary>Answers the C-STORE with a failure.</summary>
    /// <param name="status">0122H, 0124H, A700H–A7FFH (send again later), A900H–A9FFH or C000H–CFFFH.</param>
    /// <param name="comment">Error Comment (0000,0902).</param>
    /// <exception cref="ArgumentException">Another status, or the comment is empty or over <see cref="MaximumCommentLength"/> characters.</exception>
    public static PreStoreResult Refuse(ushort status, string comment)
    {
        if (status is not (0x0122 or 0x0124 or (>= 0xA700 and <= 0xA7FF) or (>= 0xA900 and <= 0xA9FF) or (>= 0xC000 and <= 0xCFFF)))
            throw new ArgumentException($"{status:X4}H is no failure status of C-STORE (PS3.4 Table B.2-1).", nameof(status));
        return new(PreStoreResultKind.Refuse) { Status = status, Reason = Require(comment, MaximumCommentLength) };
    }

    private static string Require(string text, int length)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return text.Length <= length ? text : throw new ArgumentException($"A text of {text.Length} characters; allowed: {length}.", nameof(text));
    }
}
