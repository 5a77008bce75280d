namespace StoreScp.Storage;

/// <summary>A span of a trace, by its ids in W3C Trace Context.</summary>
/// <param name="TraceId">32 lower-case hexadecimal digits.</param>
/// <param name="SpanId">16 of them; null in rows of versions that kept the trace alone.</param>
public readonly record struct TraceSpan(string TraceId, string? SpanId)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; null from null.</summary>
    public static TraceSpan? Parse(string? text)
    {
        if (text is null)
            return null;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? new(text, null) : new(text[..dash], text[(dash + 1)..]);
    }

    public override string ToString() => SpanId is null ? TraceId : $"{TraceId}-{SpanId}";
}
